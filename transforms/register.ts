// Importing this makes every function of the pipeline known by name, as a worker needs it.
import "./keepAbove";
import "./keyTransactions";
import "./parseTransactions";
import "./partialSumCoder";
import "./raiseAlerts";
import "./sumByWindow";
import "./sumInBundle";
import "./toKafkaRecords";
import "./tooLate";
import "./warnEarly";
import "./windowTransactions";
