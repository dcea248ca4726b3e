package io.tongqiao.console.people;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an account is for, after the three administrators of GB/T 22239-2019, 8.1.5 (三员): none does
 * another's part.
 */
public enum Role {
  /** 系统管理员: systems, their pauses, versions and settings. */
  SYSTEM_ADMIN("系统管理员"),
  /** 安全管理员: accounts, roles, tokens, keys of systems. */
  SECURITY_ADMIN("安全管理员"),
  /** 审计管理员: sees, checks and exports the audit. */
  AUDITOR("审计管理员"),
  /** 运维员: lanes, deliveries, replays, tasks. */
  OPERATOR("运维员"),
  /** 查看员: sees how all stands, and no text of a message. */
  VIEWER("查看员");

  private static final Set<Role> DUTIES = EnumSet.complementOf(EnumSet.of(VIEWER));

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** Its Chinese title. */
  public String title() {
    return title;
  }

  /** Whether one account may have all of these: one duty at most, and with it the view. */
  static boolean together(Set<Role> roles) {
    return roles.stream().filter(DUTIES::contains).count() <= 1;
  }
}
