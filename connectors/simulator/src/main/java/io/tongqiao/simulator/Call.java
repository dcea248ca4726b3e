package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One call that came in, understood.
 *
 * @param system id of the played system
 * @param operation which operation it is
 * @param headers by lower-case name; application properties for a queue
 * @param tree the body, decoded
 * @param flat the body with nested documents left the texts that they are: what is signed
 * @param digest SHA-256 of the body on the wire, in hex
 * @param caseNo where the dialect carries it, else empty
 * @param messageId where the dialect carries it, else empty
 * @param subject what it asks for, where the folder says where that stands, else empty
 * @param sample the sample to answer with: of the same subject, or with the very same request where
 *     the dialect carries no case number; empty to go by the case number
 */
record Call(
    String system,
    String operation,
    Map<String, String> headers,
    JsonNode tree,
    JsonNode flat,
    String digest,
    String caseNo,
    String messageId,
    String subject,
    String sample) {

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
  }
}
