package io.tongqiao.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All systems of a site: those that work, and those whose folder is broken and what is wrong with
 * it. Immutable.
 */
public final class Catalogue {

  /** The sender of what Tongqiao itself has to say of a case. */
  public static final String SELF = "tongqiao";

  /**
   * A folder that could not be put to work.
   *
   * @param descriptor readable all the same where the fault is in another file; its messages wait
   *     for it
   */
  public record Broken(String id, List<Fault> faults, Optional<Descriptor> descriptor) {}

  /** One of the two. */
  private record Compiled(String id, Optional<Dialect> dialect, Optional<Broken> broken) {}

  private final Map<String, Dialect> working = new TreeMap<>();
  private final Map<String, Broken> broken = new TreeMap<>();

  private Catalogue() {}

  /**
   * Compiles every folder, several side by side; one that is broken stays down and hinders no
   * other.
   */
  public static Catalogue of(Collection<Folder> folders) {
    var catalogue = new Catalogue();
    folders.parallelStream().map(Catalogue::compile).forEachOrdered(catalogue::add);
    return catalogue;
  }

  private static Compiled compile(Folder folder) {
    var compiler = new DialectCompiler(folder);
    try {
      return new Compiled(folder.id(), Optional.of(compiler.compile()), Optional.empty());
    } catch (BrokenFolderException e) {
      var broken = new Broken(folder.id(), e.faults(), compiler.descriptor());
      return new Compiled(folder.id(), Optional.empty(), Optional.of(broken));
    }
  }

  private void add(Compiled compiled) {
    compiled.dialect().ifPresent(dialect -> working.put(compiled.id(), dialect));
    compiled.broken().ifPresent(fault -> broken.put(compiled.id(), fault));
  }

  /** The systems that work, by id. */
  public Collection<Dialect> working() {
    return List.copyOf(working.values());
  }

  /** The systems that do not, by id. */
  public Collection<Broken> broken() {
    return List.copyOf(broken.values());
  }

  /** A working system. */
  public Optional<Dialect> find(String id) {
    return Optional.ofNullable(working.get(id));
  }

  /** Every descriptor that could be read, of working and broken folders alike. */
  public List<Descriptor> descriptors() {
    var all = new ArrayList<>(working.values().stream().map(Dialect::descriptor).toList());
    broken.values().forEach(b -> b.descriptor().ifPresent(all::add));
    return all;
  }

  /**
   * What a system's events move; a system that is not here moves no case, but for {@link #SELF}.
   */
  public Descriptor.Progress progress(String id) {
    if (id.equals(SELF)) {
      return Descriptor.Progress.CASE;
    }
    return descriptors().stream()
        .filter(descriptor -> descriptor.id().equals(id))
        .map(Descriptor::progress)
        .findFirst()
        .orElse(Descriptor.Progress.OWN);
  }
}
