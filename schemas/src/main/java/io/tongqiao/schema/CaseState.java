package io.tongqiao.schema;

import static io.tongqiao.schema.EventType.ACCEPT;
import static io.tongqiao.schema.EventType.APPLY;
import static io.tongqiao.schema.EventType.CORRECTION_END;
import static io.tongqiao.schema.EventType.CORRECTION_START;
import static io.tongqiao.schema.EventType.DELIVER;
import static io.tongqiao.schema.EventType.NOT_ACCEPT;
import static io.tongqiao.schema.EventType.PRE_ACCEPT;
import static io.tongqiao.schema.EventType.RECEIVE;
import static io.tongqiao.schema.EventType.REFUSE_ACCEPT;
import static io.tongqiao.schema.EventType.SPECIAL_END;
import static io.tongqiao.schema.EventType.SPECIAL_START;
import static io.tongqiao.schema.EventType.STEP;
import static io.tongqiao.schema.EventType.TRANSFER_UP;
import static io.tongqiao.schema.EventType.WITHDRAW;
import static io.tongqiao.schema.EventType.WITHDRAWN_AFTER;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a case stands in one thread of its life, and which events may come next. A case begins as
 * {@link #DRAFT}, which no message ever names. That a granted case was pushed to supervision is no
 * state: it is delivered all the same, before or after.
 */
public enum CaseState {
  DRAFT("草稿", "Draft"),
  APPLIED("已申请", "Applied"),
  PRE_ACCEPTED("已预受理", "Preliminarily accepted"),
  RECEIVED("已接件", "Received"),
  CORRECTING("补正中", "Being corrected"),
  ACCEPTED("已受理", "Accepted"),
  NOT_ACCEPTED("不受理", "Not accepted"),
  REFUSED("不予受理", "Acceptance refused"),
  PROCESSING("办理中", "Being processed"),
  SUSPENDED("特别程序中", "Suspended by a special procedure"),
  REPORTED_UP("已转报", "Reported to the upper level"),
  APPROVED("办结通过", "Approved"),
  APPROVED_TOLERANCE("办结容缺通过", "Approved with tolerated gaps"),
  REJECTED("办结不通过", "Rejected"),
  RETURNED("已退件", "Returned"),
  VOID("已作废", "Void"),
  DELETED("已删除", "Deleted"),
  CORRECTION_ABANDONED("补正不来", "Correction never came"),
  DELIVERED("已送达", "Delivered"),
  REVOKED("已撤销", "Revoked"),
  WITHDRAWN("已撤回", "Withdrawn");

  private static final Map<CaseState, Map<EventType, CaseState>> NEXT = transitions();

  private final String zh;
  private final String en;

  CaseState(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  /**
   * The state after an event, or empty when the event is not allowed here. An event that {@link
   * EventType#movesCase moves no case} is allowed in every state and leaves it as it is.
   */
  public Optional<CaseState> after(EventType event) {
    if (!event.movesCase()) {
      return Optional.of(this);
    }
    return Optional.ofNullable(NEXT.get(this).get(event));
  }

  /** Whether a case may still be granted from here. */
  public boolean isOpen() {
    return switch (this) {
      case APPLIED,
          PRE_ACCEPTED,
          RECEIVED,
          CORRECTING,
          ACCEPTED,
          PROCESSING,
          SUSPENDED,
          REPORTED_UP ->
          true;
      default -> false;
    };
  }

  /**
   * The events that move a case on from here, in the order of {@link EventType}; empty where a case
   * has ended.
   */
  public Set<EventType> allowed() {
    return NEXT.get(this).keySet();
  }

  private static Map<CaseState, Map<EventType, CaseState>> transitions() {
    Transitions t = new Transitions();
    t.from(DRAFT).on(APPLY, APPLIED);
    t.from(APPLIED).on(PRE_ACCEPT, PRE_ACCEPTED);
    t.from(APPLIED, PRE_ACCEPTED).on(RECEIVE, RECEIVED);
    t.from(RECEIVED)
        .on(CORRECTION_START, CORRECTING)
        .on(ACCEPT, ACCEPTED)
        .on(NOT_ACCEPT, NOT_ACCEPTED)
        .on(REFUSE_ACCEPT, REFUSED);
    t.from(CORRECTING).on(CORRECTION_END, RECEIVED);
    t.from(ACCEPTED, PROCESSING, REPORTED_UP).on(STEP, PROCESSING);
    t.from(PROCESSING)
        .on(SPECIAL_START, SUSPENDED)
        .on(TRANSFER_UP, REPORTED_UP)
        .on(EventType.APPROVED, APPROVED)
        .on(EventType.APPROVED_TOLERANCE, APPROVED_TOLERANCE)
        .on(EventType.REJECTED, REJECTED)
        .on(EventType.RETURNED, RETURNED);
    t.from(SUSPENDED).on(SPECIAL_END, PROCESSING);
    t.from(CORRECTING, PROCESSING).on(EventType.CORRECTION_ABANDONED, CORRECTION_ABANDONED);
    t.from(
            APPLIED,
            PRE_ACCEPTED,
            RECEIVED,
            CORRECTING,
            ACCEPTED,
            PROCESSING,
            SUSPENDED,
            REPORTED_UP)
        .on(WITHDRAW, WITHDRAWN)
        .on(EventType.VOID, VOID)
        .on(EventType.DELETED, DELETED);
    t.from(APPROVED, APPROVED_TOLERANCE).on(DELIVER, DELIVERED);
    t.from(APPROVED, APPROVED_TOLERANCE, DELIVERED)
        .on(WITHDRAWN_AFTER, WITHDRAWN)
        .on(EventType.REVOKED, REVOKED);
    return t.done();
  }

  private static final class Transitions {
    private final Map<CaseState, Map<EventType, CaseState>> next = new EnumMap<>(CaseState.class);
    private CaseState[] sources = {};

    Transitions() {
      for (CaseState state : values()) {
        next.put(state, new EnumMap<>(EventType.class));
      }
    }

    Transitions from(CaseState... states) {
      sources = states;
      return this;
    }

    Transitions on(EventType event, CaseState state) {
      for (CaseState source : sources) {
        next.get(source).put(event, state);
      }
      return this;
    }

    Map<CaseState, Map<EventType, CaseState>> done() {
      next.replaceAll((state, moves) -> Collections.unmodifiableMap(moves));
      return Collections.unmodifiableMap(next);
    }
  }
}
