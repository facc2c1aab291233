/** The release of Flink that the runtime jar is built for; `runtime/pom.xml` says the same. */
export const FLINK_RELEASE = "1.19";
