package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a stage: templates whose serial and case number are filled in, so that making a
 * message costs no more than a copy. Each case has its events in order; serial {@code n} is event
 * {@code n % events} of case {@code n / events}.
 */
final class Workload {

  /** Serials of a stage are below this. */
  static final long STAGE = 1_000_000_000L;

  /** Where the serial stands in a template: the message's id. */
  static final String SERIAL = "TQB000000000000";

  /** Where the case number stands. */
  static final String CASE = "TQC000000000000";

  private static final int MARK = 3;
  private static final int DIGITS = 12;

  private record Template(byte[] text, List<Integer> serials, List<Integer> cases) {}

  private final List<Template> templates;

  /** A workload of the events of one case, as texts that hold {@link #SERIAL} and {@link #CASE}. */
  Workload(List<byte[]> events) {
    templates = events.stream().map(Workload::template).toList();
  }

  private static Template template(byte[] text) {
    return new Template(text, places(text, SERIAL), places(text, CASE));
  }

  private static List<Integer> places(byte[] text, String mark) {
    byte[] sought = mark.getBytes(US_ASCII);
    var places = new ArrayList<Integer>();
    for (int i = 0; i + sought.length <= text.length; i++) {
      if (java.util.Arrays.equals(text, i, i + sought.length, sought, 0, sought.length)) {
        places.add(i + MARK);
      }
    }
    return places;
  }

  /** How many events a case has. */
  int events() {
    return templates.size();
  }

  /** Bytes of a case's first message, which is the whole case. */
  int bytes() {
    return templates.get(0).text.length;
  }

  /** The message with a number in a stage. */
  byte[] message(int stage, int number) {
    Template template = templates.get(number % templates.size());
    byte[] message = template.text.clone();
    template.serials.forEach(at -> write(message, at, stage * STAGE + number));
    long theCase = stage * STAGE + number / templates.size();
    template.cases.forEach(at -> write(message, at, theCase));
    return message;
  }

  private static void write(byte[] message, int at, long value) {
    long rest = value;
    for (int i = at + DIGITS - 1; i >= at; i--) {
      message[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** The serial in a text, wherever it stands; -1 when there is none. */
  static long serial(byte[] text) {
    for (int i = 0; i + MARK + DIGITS <= text.length; i++) {
      if (text[i] == 'T' && text[i + 1] == 'Q' && text[i + 2] == 'B') {
        long serial = 0;
        for (int d = i + MARK; d < i + MARK + DIGITS; d++) {
          serial = serial * 10 + text[d] - '0';
        }
        return serial;
      }
    }
    return -1;
  }
}
