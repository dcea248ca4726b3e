package io.tongqiao.probe;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import java.util.Set;

/** What is particular to some transports: signing in, the place, the answer. */
public interface Part {

  /** Which transports. */
  Set<Descriptor.Transport> transports();

  /** Takes its steps, with connections of its own that are closed at the end. */
  void test(Dialect dialect, Steps steps);
}
