package io.tongqiao.relay;

/**
 * What makes an operator's act a kept one.
 *
 * @param actor who acts
 * @param reason why, in the operator's words, without personal data; empty where none is asked for
 */
public record Instruction(String actor, String reason) {}
