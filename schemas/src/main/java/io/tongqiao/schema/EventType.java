package io.tongqiao.schema;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to a case. The vocabulary is that of 住建部《工程建设项目审批管理系统数据共享交换标准》 (BLZT), widened by
 * what the other public dialects tell; order is the order in which a case usually meets them.
 */
public enum EventType {
  APPLY("apply", "申请", "Application"),
  PRE_ACCEPT("pre-accept", "预受理", "Preliminary acceptance"),
  RECEIVE("receive", "接件", "Receipt of documents"),
  WITHDRAW("withdraw", "撤件", "Withdrawn by the applicant"),
  ACCEPT("accept", "受理", "Acceptance"),
  /** 不受理: outside the authority, or no approval is needed. */
  NOT_ACCEPT("not-accept", "不受理", "Not accepted"),
  /** 不予受理: the conditions of acceptance are not met. */
  REFUSE_ACCEPT("refuse-accept", "不予受理", "Acceptance refused"),
  CORRECTION_START("correction-start", "补正开始", "Correction requested"),
  CORRECTION_END("correction-end", "补正结束", "Correction received"),
  STEP("step", "办理环节", "Processing step"),
  SPECIAL_START("special-start", "特别程序开始", "Special procedure started"),
  SPECIAL_END("special-end", "特别程序结束", "Special procedure ended"),
  TRANSFER_UP("transfer-up", "转报", "Reported to the upper level"),
  APPROVED("approved", "办结通过", "Approved"),
  APPROVED_TOLERANCE("approved-tolerance", "办结容缺通过", "Approved with tolerated gaps"),
  REJECTED("rejected", "办结不通过", "Rejected"),
  RETURNED("returned", "退件", "Returned"),
  CORRECTION_ABANDONED("correction-abandoned", "补正不来", "Correction never came"),
  VOID("void", "作废", "Void"),
  DELETED("deleted", "删除", "Deleted as entered in error"),
  WITHDRAWN_AFTER("withdrawn-after", "撤回", "Decision withdrawn"),
  REVOKED("revoked", "撤销", "Decision revoked"),
  DELIVER("deliver", "送达", "Result delivered"),
  /** 核验: a base library's answer about the party; moves no case state. */
  VERIFICATION("verification", "核验", "Verification"),
  /** 数据退回: a receiver's later no to a message that it had accepted; moves no case state. */
  DATA_REJECTED("data-rejected", "数据退回", "Record rejected later"),
  /** 前置材料索取: a holder or a department is asked for a document; moves no case state. */
  PREREQUISITE_ASKED("prerequisite-asked", "前置材料索取", "Prerequisite asked for"),
  /** 前置材料答复: what it answers; moves no case state. */
  PREREQUISITE_ANSWERED("prerequisite-answered", "前置材料答复", "Prerequisite answered"),
  /** 前置材料结果: what came of a request after it was answered; moves no case state. */
  PREREQUISITE_RESULT("prerequisite-result", "前置材料结果", "Prerequisite result"),
  /** 预审批转正式: all that a pre-approval waited for has come; moves no case state. */
  FORMALIZED("formalized", "预审批转正式", "Pre-approval made formal"),
  /** 审管推送: a granted case goes to those who supervise its item; moves no case state. */
  SUPERVISION_PUSH("supervision-push", "审管推送", "Pushed to supervision"),
  /** 监管认领: a department takes on the supervision; moves no case state. */
  SUPERVISION_CLAIMED("supervision-claimed", "监管认领", "Supervision claimed"),
  /** 监管检查: what a department found; moves no case state. */
  INSPECTION("inspection", "监管检查", "Inspection"),
  /** 整改: what came of an order to put something right; moves no case state. */
  RECTIFICATION("rectification", "整改", "Rectification"),
  /** 行政执法: what enforcement did; moves no case state. */
  ENFORCEMENT("enforcement", "行政执法", "Enforcement"),
  /** 限制审批: a party is barred from new approvals, or flagged; moves no case state. */
  PARTY_RESTRICTED("party-restricted", "限制审批", "Party restricted"),
  /** 解除限制: it is no longer; moves no case state. */
  PARTY_RELEASED("party-released", "解除限制", "Party released"),
  /** 好差评: how the applicant found it; moves no case state. */
  EVALUATION("evaluation", "好差评", "Evaluation"),
  /** 电子监察: a card, its end, or an urging; moves no case state. */
  MONITORING("monitoring", "电子监察", "Electronic monitoring");

  private static final Set<EventType> BESIDE =
      Set.of(
          VERIFICATION,
          DATA_REJECTED,
          PREREQUISITE_ASKED,
          PREREQUISITE_ANSWERED,
          PREREQUISITE_RESULT,
          FORMALIZED,
          SUPERVISION_PUSH,
          SUPERVISION_CLAIMED,
          INSPECTION,
          RECTIFICATION,
          ENFORCEMENT,
          PARTY_RESTRICTED,
          PARTY_RELEASED,
          EVALUATION,
          MONITORING);

  private static final String PREFIX = "io.tongqiao.case.";

  private final String slug;
  private final String zh;
  private final String en;

  EventType(String slug, String zh, String en) {
    this.slug = slug;
    this.zh = zh;
    this.en = en;
  }

  /** The CloudEvents {@code type}, such as {@code io.tongqiao.case.not-accept}. */
  public String type() {
    return PREFIX + slug;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  /** Whether the case is in another state afterwards, or in a new step of the same one. */
  public boolean movesCase() {
    return !BESIDE.contains(this);
  }

  /** The event of a CloudEvents {@code type}, or empty when it is none of ours. */
  public static Optional<EventType> ofType(String type) {
    return Arrays.stream(values()).filter(event -> event.type().equals(type)).findFirst();
  }
}
