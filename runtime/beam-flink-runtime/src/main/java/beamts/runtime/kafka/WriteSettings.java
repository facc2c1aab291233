package beamts.runtime.kafka;

import java.util.Map;

/** Where to write and how. */
public final class WriteSettings {
  public String topic;
  /** Any setting of a Java producer; needs {@code bootstrap.servers}. */
  public Map<String, String> producer;
  /** What every record has beside key and value: texts by name. */
  public Map<String, String> headers = Map.of();
}
