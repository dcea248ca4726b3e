package io.tongqiao.prerequisite;

import io.tongqiao.schema.DocumentTypes.DocumentType;
import io.tongqiao.schema.Items;
import java.util.List;
import java.util.Optional;

/**
 * A material that is wanted, and the documents that would meet it.
 *
 * @param certNo the document's own number, where the applicant knows it; else empty
 * @param certName its name as issued, where the applicant knows that; else empty
 */
record Wanted(Items.Material material, List<Sought> documents, String certNo, String certName) {

  /**
   * One type of document that would do.
   *
   * @param holder whose; empty when the request does not tell whose it could be
   */
  record Sought(DocumentType type, Optional<Holder> holder) {}
}
