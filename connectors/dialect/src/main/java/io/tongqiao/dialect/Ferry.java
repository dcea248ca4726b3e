package io.tongqiao.dialect;

import java.time.Duration;
import java.util.Objects;

/**
 * How files are exchanged with a system behind a gap (网闸摆渡), where neither side can call the other.
 *
 * @param outbox directory below the endpoint from which our packages are ferried
 * @param inbox directory below the endpoint into which theirs are
 * @param pack how a payload is packed
 * @param split bytes above which a file goes in parts
 * @param acks whether each side acknowledges each package; if not, the link is one way and lists
 *     are compared once a day
 * @param again after how long a package that was not acknowledged is ferried again
 * @param every how long from one look at the inbox to the next
 * @param patience how long something incomplete may lie unchanged before it is put aside
 * @param keep how long what has been read is kept
 * @param list when the day's lists are made up, {@code HH:mm} in +08:00
 * @param hostKey name of the secret that holds the SFTP server's public key, a line of OpenSSH's
 *     {@code known_hosts} or {@code .pub}
 */
public record Ferry(
    String outbox,
    String inbox,
    Pack pack,
    Long split,
    Boolean acks,
    Duration again,
    Duration every,
    Duration patience,
    Duration keep,
    String list,
    String hostKey) {

  /** How a payload is packed. */
  public enum Pack {
    /** In a zip with a manifest. */
    ZIP,
    /** The payload's bytes as they are; nothing tells of the order of a case then. */
    PLAIN
  }

  /** Fills in what was left out. */
  public Ferry {
    outbox = Objects.requireNonNullElse(outbox, "outbox");
    inbox = Objects.requireNonNullElse(inbox, "inbox");
    pack = Objects.requireNonNullElse(pack, Pack.ZIP);
    split = Objects.requireNonNullElse(split, 10L << 20);
    acks = Objects.requireNonNullElse(acks, true);
    again = Objects.requireNonNullElse(again, Duration.ofMinutes(30));
    every = Objects.requireNonNullElse(every, Duration.ofSeconds(10));
    patience = Objects.requireNonNullElse(patience, Duration.ofMinutes(10));
    keep = Objects.requireNonNullElse(keep, Duration.ofDays(30));
    list = Objects.requireNonNullElse(list, "23:00");
    hostKey = Objects.requireNonNullElse(hostKey, "");
  }
}
