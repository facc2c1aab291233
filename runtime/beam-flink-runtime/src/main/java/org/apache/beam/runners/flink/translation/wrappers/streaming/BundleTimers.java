package org.apache.beam.runners.flink.translation.wrappers.streaming;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Gives the steps of a job a {@link BundleTimer}. Beam's look at a fixed rate, twice in the longest time of a bundle, whether
 * there is one to finish: each instance of each stage, for as long as the job runs.
 */
public final class BundleTimers {
  private static final PrivateField FACTORY = new PrivateField(OneInputTransformation.class, "operatorFactory");

  /** Steps with state or timers of Beam's, and those with side inputs, go on as they are: their watermark may depend on the rate. */
  public static void use(StreamExecutionEnvironment job) {
    for (var step : job.getTransformations()) {
      if (step instanceof OneInputTransformation) use((OneInputTransformation<?, ?>) step);
    }
  }

  private static void use(OneInputTransformation<?, ?> step) {
    if (step.getStateKeySelector() != null || !(step.getOperatorFactory() instanceof SimpleOperatorFactory)) return;
    var operator = ((SimpleOperatorFactory<?>) step.getOperatorFactory()).getOperator();
    if (operator instanceof DoFnOperator) FACTORY.set(step, new Factory<>(operator));
  }

  static final class Factory<T> extends SimpleOperatorFactory<T> {
    private static final long serialVersionUID = 1;

    Factory(StreamOperator<T> operator) {
      super(operator);
    }

    @Override
    public void setProcessingTimeService(ProcessingTimeService time) {
      super.setProcessingTimeService(withoutRate(time, (DoFnOperator<?, ?>) getOperator()));
    }
  }

  /** By a proxy, since what the interface asks for is not the same in all of Flink 1.19. */
  private static ProcessingTimeService withoutRate(ProcessingTimeService time, DoFnOperator<?, ?> operator) {
    var type = ProcessingTimeService.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("scheduleAtFixedRate")) {
                new BundleTimer(operator, time, (ProcessingTimeCallback) arguments[0]);
                // The operator would only cancel it, which is done for a timer by Flink.
                return null;
              }
              try {
                return method.invoke(time, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private BundleTimers() {}
}
