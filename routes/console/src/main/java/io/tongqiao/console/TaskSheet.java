package io.tongqiao.console;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Form;
import io.tongqiao.manual.Task;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task as somebody sees it.
 *
 * @param state where it stands at this moment
 * @param mine whether whoever looks has it
 * @param system its name; the id where its folder is not in use
 * @param item what the case is for
 * @param party whose case, masked
 * @param due when it is to be entered at the latest; empty where its folder has no such form now
 * @param late whether that is over
 */
public record TaskSheet(
    Task task,
    Task.State state,
    boolean mine,
    Descriptor.Name system,
    String item,
    String party,
    Optional<Instant> due,
    boolean late) {

  /**
   * The same with what is to be copied, in the order of the form.
   *
   * @param address of the system's own pages
   * @param masked whether values are masked, as they are for all but the clerk who has the task
   */
  public record Whole(
      TaskSheet sheet,
      Optional<URI> address,
      boolean masked,
      List<Value> values,
      Form.Receipt receipt) {}

  /**
   * A field with what is to be copied.
   *
   * @param text empty where there is nothing
   */
  public record Value(Form.Field field, String text) {}
}
