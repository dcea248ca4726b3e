package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.PackageName;
import java.io.IOException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files out of the inbox, where they have been read or cannot be used. */
final class Aside {

  private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

  private Aside() {}

  /** Into {@code bad/}, with {@code <what>.reason.txt}; the marker goes last. */
  static void bad(Link link, String what, Collection<String> files, String why) throws IOException {
    LOG.warn(
        "{} of {} cannot be used: {}; it lies in bad/ with {}.reason.txt; have the other side send it again, or correct it and put it back",
        what,
        link.system().id(),
        why,
        what);
    Box inbox = link.inbox();
    Box bad = link.bad();
    String advice = "请对方按原包名重发；或改正后把文件放回 " + link.ferry().inbox() + "（.ok 最后放）。";
    bad.put(what + ".reason.txt", (what + "：" + why + "。\n" + advice + "\n").getBytes(UTF_8));
    for (String file : files) {
      if (!file.endsWith(PackageName.MARKER)) {
        inbox.hand(file, bad);
      }
    }
    for (String file : files) {
      inbox.hand(file, bad);
    }
  }

  /** Into {@code done/}; the marker goes first, so that what is left is not taken for a package. */
  static void done(Link link, Collection<String> files) throws IOException {
    Box inbox = link.inbox();
    Box done = link.done();
    for (String file : files) {
      if (file.endsWith(PackageName.MARKER)) {
        inbox.hand(file, done);
      }
    }
    for (String file : files) {
      inbox.hand(file, done);
    }
  }
}
