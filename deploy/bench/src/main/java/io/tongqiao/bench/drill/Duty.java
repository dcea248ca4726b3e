package io.tongqiao.bench.drill;

/** A message that a system must have, by an operation. */
record Duty(Message message, String system, String operation) {}
