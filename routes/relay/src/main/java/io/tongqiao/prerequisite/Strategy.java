package io.tongqiao.prerequisite;

/** Where a document is looked for, in this order; code list prerequisite-strategy. */
enum Strategy {
  /** 免提交: our own earlier approvals, and what was pulled before and is still good enough. */
  REUSE,
  /** A licence library. */
  LIBRARY,
  /** The system that issued it or holds it. */
  HOLDER,
  /** 主协办: the department that owns it is asked to answer within a limit. */
  ASSIST,
  /** 容缺: a secondary material, promised for later. */
  TOLERATE,
  /** The applicant brings it. */
  UPLOAD
}
