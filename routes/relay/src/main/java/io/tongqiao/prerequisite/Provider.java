package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Provision;

/** A system that says it holds a type of document, and how it is asked. */
record Provider(Dialect dialect, Provision provision) {

  String system() {
    return dialect.descriptor().id();
  }
}
