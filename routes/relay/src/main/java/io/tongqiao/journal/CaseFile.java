package io.tongqiao.journal;

import io.tongqiao.schema.CaseState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A case while it is locked: what is known of it, and what one transaction makes of that. {@link
 * CaseJournal#save} writes what has changed.
 */
public final class CaseFile {

  /** The thread of the case's own state. */
  public static final String CASE_THREAD = "case";

  private final String caseNo;
  private boolean fresh;
  private final Map<String, CaseState> threads = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final Set<String> busy = new HashSet<>();
  private String head;
  private boolean learned;
  private boolean kept;

  CaseFile(String caseNo, String head, boolean fresh) {
    this.caseNo = caseNo;
    this.head = head;
    this.fresh = fresh;
  }

  public String caseNo() {
    return caseNo;
  }

  /** What is known of the case, JSON; an empty object for a new one. */
  public String head() {
    return head;
  }

  /** The state of a thread; empty when it has not begun. */
  public Optional<CaseState> state(String thread) {
    return Optional.ofNullable(threads.get(thread));
  }

  /** Whether a system still has to get an earlier message of this case. */
  public boolean busy(String system) {
    return busy.contains(system);
  }

  /** Replaces what is known. */
  public void learn(String newHead) {
    head = newHead;
    learned = true;
  }

  /** Moves a thread, or begins it. */
  public void moveTo(String thread, CaseState state) {
    if (threads.put(thread, state) == null) {
      begun.add(thread);
    } else if (!begun.contains(thread)) {
      moved.add(thread);
    }
  }

  /** A delivery to this system has been written. */
  public void occupy(String system) {
    busy.add(system);
  }

  /** A message of this case has been accepted: the case exists from now on. */
  public void keep() {
    kept = true;
  }

  /** All that has changed is in the journal. */
  void saved() {
    if (isNew()) {
      fresh = false;
    }
    learned = false;
    begun.clear();
    moved.clear();
  }

  void known(String thread, CaseState state) {
    threads.put(thread, state);
  }

  boolean isNew() {
    return fresh && kept;
  }

  boolean isChanged() {
    return !fresh && learned;
  }

  Set<String> begun() {
    return begun;
  }

  Set<String> moved() {
    return moved;
  }
}
