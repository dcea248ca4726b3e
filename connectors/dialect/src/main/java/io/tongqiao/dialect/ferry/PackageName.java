package io.tongqiao.dialect.ferry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code <system>_<yyyyMMddHHmmss>_<sequence>}: what the files of one package begin with.
 *
 * @param system whose package it is
 * @param stamp when it was named, in +08:00
 * @param sequence number among the packages of its system and direction, from 1
 */
public record PackageName(String system, String stamp, long sequence)
    implements Comparable<PackageName> {

  /** Ending of the marker, written last. */
  public static final String MARKER = ".ok";

  /** Ending of the digests. */
  public static final String DIGESTS = ".sm3";

  /** Ending of the acknowledgement, which comes from the other side. */
  public static final String ACK = ".ack";

  /** Ending of an operator's word that a package will never come. */
  public static final String SKIP = ".skip";

  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]{1,41})_(\\d{14})_(\\d{1,15})");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  /** A new name. */
  public static PackageName of(String system, Instant at, long sequence) {
    return new PackageName(system, at.atOffset(ZoneOffset.ofHours(8)).format(STAMP), sequence);
  }

  /** The name that a file's begins with, up to the first dot; empty for another file. */
  public static Optional<PackageName> ofFile(String file) {
    int dot = file.indexOf('.');
    Matcher name = NAME.matcher(dot < 0 ? file : file.substring(0, dot));
    return name.matches()
        ? Optional.of(new PackageName(name.group(1), name.group(2), Long.parseLong(name.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(PackageName other) {
    return Comparator.comparing(PackageName::stamp)
        .thenComparingLong(PackageName::sequence)
        .thenComparing(PackageName::system)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return system + "_" + stamp + "_" + sequence;
  }
}
