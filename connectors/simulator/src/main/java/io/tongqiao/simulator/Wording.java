package io.tongqiao.simulator;

import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.Seals;
import io.tongqiao.dialect.TranslationException;
import java.util.function.Supplier;

/**
 * Makes what the samples say fit for the wire: the system's address becomes the one that it is
 * played at, and what the folder says is sealed is sealed.
 */
final class Wording {

  private final Descriptor descriptor;
  private final Seals seals;
  private final Supplier<String> address;
  private final Codec codec = new Codec();

  /** With the address of the played system, which is asked for at each use. */
  Wording(Descriptor descriptor, Seals seals, Supplier<String> address) {
    this.descriptor = descriptor;
    this.seals = seals;
    this.address = address;
  }

  Answer of(Answer answer) {
    if (answer.kind() != Answer.Kind.SAMPLE) {
      return answer;
    }
    String text = addressed(answer.text());
    return answer.worded(answer.format().map(format -> sealed(format, text)).orElse(text));
  }

  /** The text with the address that the system is played at. */
  String addressed(String text) {
    return descriptor.transport().queued()
            || descriptor.transport() == Descriptor.Transport.TABLE
            || descriptor.transport() == Descriptor.Transport.MANUAL
            || descriptor.transport() == Descriptor.Transport.FERRY
        ? text
        : text.replace(descriptor.endpoint(), address.get());
  }

  /** A sample that is not in its format, such as a maintenance page, has nothing to seal. */
  private String sealed(Format format, String text) {
    try {
      return codec.seal(format, text, seals);
    } catch (TranslationException e) {
      return text;
    }
  }
}
