// Importing this makes every function of the pipeline known by name, as a worker needs it.
import "./gatherByView";
import "./judgeWindows";
import "./keepAbove";
import "./keyTransactions";
import "./parseTransactions";
import "./partialSumCoder";
import "./raiseAlerts";
import "./splitShadow";
import "./summaryCoder";
import "./sumByWindow";
import "./sumInBundle";
import "./toKafkaRecords";
import "./tooLate";
import "./tooLateForViews";
import "./warnEarly";
import "./windowTransactions";
