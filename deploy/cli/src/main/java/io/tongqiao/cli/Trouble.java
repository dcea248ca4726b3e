package io.tongqiao.cli;

/**
 * A message that did not get in: refused at a door, or never told.
 *
 * @param system whose message it is
 * @param what the sample
 * @param why in an operator's words
 */
record Trouble(String caseNo, String system, String what, String why) {}
