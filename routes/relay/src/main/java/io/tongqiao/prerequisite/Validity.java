package io.tongqiao.prerequisite;

import io.tongqiao.schema.Identifiers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a certificate that a holder gave can serve: for whom, until when, and still. */
final class Validity {

  private Validity() {}

  /**
   * Why a certificate cannot serve, in words for people; empty when it can.
   *
   * @param today in +08:00
   */
  static Optional<String> fault(Certificate certificate, Holder holder, LocalDate today) {
    if (!certificate.isInForce()) {
      return Optional.of("证照状态为“" + statusName(certificate.status()) + "”，不能使用");
    }
    if (certificate.validTo().filter(today::isAfter).isPresent()) {
      return Optional.of("证照已于 " + certificate.validTo().get() + " 到期");
    }
    if (certificate.validFrom().filter(today::isBefore).isPresent()) {
      return Optional.of("证照自 " + certificate.validFrom().get() + " 起才生效");
    }
    boolean sameCode =
        certificate.holderCode().isEmpty()
            || certificate.holderCode().equalsIgnoreCase(holder.idNumber());
    boolean sameName =
        !certificate.holderCode().isEmpty()
            || certificate.holder().isEmpty()
            || folded(certificate.holder()).equals(folded(holder.name()));
    if (!sameCode || !sameName) {
      return Optional.of("对方给出的是其他持证人的证照，没有采用");
    }
    return Optional.empty();
  }

  /** Doubts that do not keep it from serving. */
  static List<String> warnings(Certificate certificate, Holder holder) {
    List<String> warnings = new ArrayList<>();
    if (!certificate.identifier().isEmpty() && !Identifiers.certificate(certificate.identifier())) {
      warnings.add("电子证照标识的校验位不对（GB/T 36904），请核对证照");
    }
    if (!certificate.holder().isEmpty()
        && !folded(certificate.holder()).equals(folded(holder.name()))) {
      warnings.add("证照上的持证人名称与办件不同，请核对");
    }
    return warnings;
  }

  /** Full-width brackets and spaces are written as they come. */
  static String folded(String name) {
    return name.replace('（', '(').replace('）', ')').replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }

  private static String statusName(String status) {
    return switch (status) {
      case "03" -> "撤销";
      case "04" -> "注销";
      case "05" -> "失效";
      case "06" -> "办理转出";
      case "07" -> "吊销";
      default -> "其他（" + status + "）";
    };
  }
}
