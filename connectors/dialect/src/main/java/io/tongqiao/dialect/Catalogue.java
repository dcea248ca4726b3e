package io.tongqiao.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All systems of a site as they stand now: those that work, and those whose folder is broken and
 * what is wrong with it. Whoever keeps what he was given keeps that version; whoever asks anew gets
 * the one that is in force. Thread-safe.
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

  /**
   * All of it, as of one moment; maps by system.
   *
   * @param beside dialects that are understood at the doors beside the one in force: of a contract
   *     that is to come, or of one that has just ended
   */
  private record State(
      Map<String, Dialect> working, Map<String, Broken> broken, Map<String, List<Dialect>> beside) {

    State with(Dialect dialect) {
      var works = new TreeMap<>(working);
      works.put(dialect.descriptor().id(), dialect);
      var fails = new TreeMap<>(broken);
      fails.remove(dialect.descriptor().id());
      return new State(works, fails, beside);
    }

    State beside(String system, List<Dialect> dialects) {
      var all = new TreeMap<>(beside);
      all.put(system, List.copyOf(dialects));
      return new State(working, broken, all);
    }
  }

  private volatile State state;

  private Catalogue(State state) {
    this.state = state;
  }

  /**
   * Compiles every folder, several side by side; one that is broken stays down and hinders no
   * other.
   */
  public static Catalogue of(Collection<Folder> folders) {
    var working = new TreeMap<String, Dialect>();
    var broken = new TreeMap<String, Broken>();
    for (Compiled one : folders.parallelStream().map(Catalogue::compile).toList()) {
      one.dialect().ifPresent(dialect -> working.put(one.id(), dialect));
      one.broken().ifPresent(fault -> broken.put(one.id(), fault));
    }
    return new Catalogue(new State(working, broken, Map.of()));
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

  /**
   * A system is spoken to in this dialect from now on, and these are understood at its doors beside
   * it: both at once, so that a door that stays open is open at each moment.
   */
  public synchronized void put(Dialect dialect, List<Dialect> beside) {
    state = state.with(dialect).beside(dialect.descriptor().id(), beside);
  }

  /** These are understood at a system's doors beside the one in force, in this order. */
  public synchronized void beside(String system, List<Dialect> dialects) {
    state = state.beside(system, dialects);
  }

  /** The systems that work, by id. */
  public Collection<Dialect> working() {
    return List.copyOf(state.working.values());
  }

  /** The systems that do not, by id. */
  public Collection<Broken> broken() {
    return List.copyOf(state.broken.values());
  }

  /** A working system. */
  public Optional<Dialect> find(String id) {
    return Optional.ofNullable(state.working.get(id));
  }

  /** What is understood at a system's doors: the dialect in force first. */
  public List<Dialect> understood(String id) {
    State now = state;
    var all = new ArrayList<Dialect>();
    Optional.ofNullable(now.working.get(id)).ifPresent(all::add);
    all.addAll(now.beside.getOrDefault(id, List.of()));
    return all;
  }

  /** Every descriptor that could be read, of working and broken folders alike. */
  public List<Descriptor> descriptors() {
    State now = state;
    var all = new ArrayList<>(now.working.values().stream().map(Dialect::descriptor).toList());
    now.broken.values().forEach(b -> b.descriptor().ifPresent(all::add));
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
