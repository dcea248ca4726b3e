package io.tongqiao.console;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.tongqiao.dialect.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** What is different between two versions of a system's folder, file by file. */
public final class FolderChanges {

  private static final int AROUND = 3;
  private static final int LONGEST = 256 << 10;

  private FolderChanges() {}

  /**
   * A file that is not the same.
   *
   * @param left its text in the one; empty where it is not there
   * @param right its text in the other; empty where it is not there
   * @param shown whether the texts are given; not those of long files and of what is no text
   */
  public record Change(String file, Kind kind, String left, String right, boolean shown) {

    /** As {@code diff -u} writes it. */
    public String unified() {
      List<String> before = left.lines().toList();
      var patch = DiffUtils.diff(before, right.lines().toList());
      return String.join(
          "\n", UnifiedDiffUtils.generateUnifiedDiff(file, file, before, patch, AROUND));
    }
  }

  /** How it is not the same. */
  public enum Kind {
    /** Only in the other. */
    ADDED,
    /** Only in the one. */
    REMOVED,
    /** In both. */
    CHANGED
  }

  /** The files that are not the same, by name. */
  public static List<Change> of(Folder left, Folder right) {
    var names = new TreeSet<>(left.files().keySet());
    names.addAll(right.files().keySet());
    var changes = new ArrayList<Change>();
    for (String name : names) {
      byte[] before = left.files().getOrDefault(name, new byte[0]);
      byte[] after = right.files().getOrDefault(name, new byte[0]);
      if (left.has(name) != right.has(name) || !Arrays.equals(before, after)) {
        Kind kind = !left.has(name) ? Kind.ADDED : !right.has(name) ? Kind.REMOVED : Kind.CHANGED;
        boolean shown = isText(before) && isText(after);
        String one = shown ? left.text(name).orElse("") : "";
        String other = shown ? right.text(name).orElse("") : "";
        changes.add(new Change(name, kind, one, other, shown));
      }
    }
    return changes;
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    return bytes.length <= LONGEST;
  }
}
