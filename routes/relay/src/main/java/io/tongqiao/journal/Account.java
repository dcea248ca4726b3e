package io.tongqiao.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Someone who signs in to operate.
 *
 * @param service a program, which has tokens and no password
 * @param passwordHash with the name of its algorithm in front; empty when there is none
 * @param systems ids of those that it may see and act on; {@link #EVERY} alone for all
 * @param failures wrong passwords since the last right one
 * @param mustChange whether the password was given by another, and is to be changed first
 * @param subject issuer and subject at the identity provider that it signs in through; empty for a
 *     local account
 */
public record Account(
    String name,
    String displayName,
    boolean service,
    String passwordHash,
    SortedSet<String> roles,
    SortedSet<String> systems,
    int failures,
    Optional<Instant> lockedUntil,
    boolean mustChange,
    Instant createdAt,
    Optional<Instant> disabledAt,
    String subject) {

  /** Stands for all systems. */
  public static final String EVERY = "*";

  /** Whether an identity provider vouches for it. */
  public boolean fromProvider() {
    return !subject.isEmpty();
  }
}
