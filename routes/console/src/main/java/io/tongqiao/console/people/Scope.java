package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The systems that an account sees and acts on. */
public record Scope(SortedSet<String> systems) {

  /** All systems, also those that there will be. */
  public static final Scope ALL = of(java.util.Set.of(Account.EVERY));

  /** These systems; {@link Account#EVERY} for all. */
  public static Scope of(Collection<String> systems) {
    return new Scope(new TreeSet<>(systems));
  }

  public boolean isAll() {
    return systems.contains(Account.EVERY);
  }

  /** Whether a system is one of them. */
  public boolean includes(String system) {
    return isAll() || systems.contains(system);
  }
}
