/**
 * What operators ask and do over HTTP, {@code /ops/v1/...}; the contract is {@code
 * operator.openapi.yaml} beside this package's classes. What an act does to a lane is decided in
 * {@code io.tongqiao.relay}; here are the key, the questions and the answers.
 */
package io.tongqiao.console;
