package io.tongqiao.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A form of a system that is only reached by hand (二次录入): what a clerk copies into it, or copies
 * from it, in the order of the screen.
 *
 * @param fields in the order of the screen
 * @param receipt the number that the system shows when it has taken an entry
 * @param within how long an entry may take before it is called late
 */
public record Form(List<Field> fields, Receipt receipt, Duration within) {

  private static final int USUAL_LENGTH = 500;

  /** Fills in what was left out. */
  public Form {
    fields = fields == null ? List.of() : List.copyOf(fields);
    receipt = Objects.requireNonNullElse(receipt, new Receipt(null, null, null));
    within = Objects.requireNonNullElse(within, Duration.ofDays(1));
  }

  /**
   * One field.
   *
   * @param section the heading that it stands under; empty for none
   * @param hint what the clerk should know; empty for nothing
   * @param confirm whether it is typed a second time, from the system's own screen
   * @param optional whether it may be empty
   * @param maxLength in characters; 500 where the folder does not say
   * @param pattern what it looks like, a regular expression over all of it; empty for anything
   */
  public record Field(
      String name,
      String label,
      String section,
      String hint,
      boolean confirm,
      boolean optional,
      Integer maxLength,
      String pattern) {

    /** Fills in what was left out. */
    public Field {
      section = Objects.requireNonNullElse(section, "");
      hint = Objects.requireNonNullElse(hint, "");
      maxLength = Objects.requireNonNullElse(maxLength, USUAL_LENGTH);
      pattern = Objects.requireNonNullElse(pattern, "");
    }
  }

  /**
   * The number of a taken entry.
   *
   * @param label what the system calls it
   * @param hint where it is found; empty for nothing
   * @param pattern what it looks like, a regular expression over all of it; empty for anything
   */
  public record Receipt(String label, String hint, String pattern) {

    /** Fills in what was left out. */
    public Receipt {
      label = Objects.requireNonNullElse(label, "回执号");
      hint = Objects.requireNonNullElse(hint, "");
      pattern = Objects.requireNonNullElse(pattern, "");
    }

    /** Whether a number looks as it should. */
    public boolean fits(String number) {
      return pattern.isEmpty() || number.matches(pattern);
    }
  }

  /** The field of that name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The fields that are typed a second time. */
  public List<Field> confirmed() {
    return fields.stream().filter(Field::confirm).toList();
  }
}
