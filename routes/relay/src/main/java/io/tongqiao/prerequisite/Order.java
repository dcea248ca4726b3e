package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A request for documents that has been found in order.
 *
 * @param asker the system that asks
 * @param requestId its own number of the request
 * @param digest of the request, to know a repetition by
 * @param toleratedUntil when a secondary material is to be brought that nobody can give now; empty
 *     without the applicant's promise
 * @param recheck whether holders are asked although a document of before is still good enough
 * @param preliminary whether the case waits for its documents to become a formal one (预审批)
 * @param request as it came
 */
record Order(
    String asker,
    String door,
    String requestId,
    String digest,
    String caseNo,
    Purpose purpose,
    List<Wanted> materials,
    Optional<LocalDate> toleratedUntil,
    boolean recheck,
    boolean preliminary,
    ObjectNode request) {}
