package io.tongqiao.simulator;

import java.util.Map;
import java.util.Optional;

/** Lets callers in, by the folder's auth kind, or says no in the folder's own way. Thread-safe. */
interface Gatekeeper {

  /** Why a call is not let in; empty when it is. */
  Optional<Answer> refusal(Call call);

  /** The operation that logs in; empty when there is none. */
  default String login() {
    return "";
  }

  /** Answers a login whose credentials are right. */
  default Answer issue(Call call) {
    throw new IllegalStateException("no login here");
  }

  /** Answers a call on a path that is no operation but belongs to the auth kind. */
  default Optional<Answer> beside(String path, Map<String, String> headers) {
    return Optional.empty();
  }

  /** Takes back what was issued, and says so to a caller that still shows it. */
  default Answer takeBack(String operation) {
    return Answer.complaint("token", 401, "凭证已失效");
  }

  /** Says that the caller's clock is wrong. */
  default Answer skewed(String operation) {
    return Answer.complaint("skew", 401, "请求时间与本系统相差过大");
  }
}
