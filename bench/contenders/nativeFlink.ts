/** The same detection as a Flink DataStream job in Java (`bench/native-flink`), on the same Flink. */
export { buildNativeJob } from "./nativeFlink/build";
export { type NativeJob, submitNativeJob } from "./nativeFlink/submit";
