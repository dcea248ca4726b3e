package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.PackageName;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
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
    Box bad = link.bad();
    String advice = "请对方按原包名重发；或改正后把文件放回 " + link.ferry().inbox() + "（.ok 最后放）。";
    bad.put(what + ".reason.txt", (what + "：" + why + "。\n" + advice + "\n").getBytes(UTF_8));
    handEachOnce(link.inbox(), files, Comparator.comparing(Aside::isMarker), bad);
  }

  /** Into {@code done/}; the marker goes first, so that what is left is not taken for a package. */
  static void done(Link link, Collection<String> files) throws IOException {
    handEachOnce(
        link.inbox(), files, Comparator.comparing(Aside::isMarker).reversed(), link.done());
  }

  /** A second look at a name would take along what the other side has just sent again under it. */
  private static void handEachOnce(
      Box inbox, Collection<String> files, Comparator<String> order, Box other) throws IOException {
    for (String file : files.stream().sorted(order).toList()) {
      inbox.hand(file, other);
    }
  }

  private static boolean isMarker(String file) {
    return file.endsWith(PackageName.MARKER);
  }
}
