import type { ChannelOptions } from "@grpc/grpc-js";

/** A session of a busy pair is one element of many megabytes: no limit but memory. Pings tell a TaskManager that vanished. */
export const grpcChannelOptions: ChannelOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  // Java's servers close a connection that pings more often than every 5 minutes.
  "grpc.keepalive_time_ms": 360_000,
  "grpc.keepalive_timeout_ms": 20_000,
};
