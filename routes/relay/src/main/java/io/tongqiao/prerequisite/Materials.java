package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.prerequisite.Wanted.Sought;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.DocumentTypes.DocumentType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which materials a request is for, which documents would meet them, and whose. */
@Component
class Materials {

  /** 证件类型 of organisations: 统一社会信用代码, 组织机构代码. */
  private static final Set<String> OF_ORGANISATIONS = Set.of("001", "002");

  private static final Set<String> OF_ANYONE = Set.of("999");

  private final DocumentTypes types;

  Materials(DocumentTypes types) {
    this.types = types;
  }

  /**
   * The materials that are wanted: those of the request, or all of the item that a document can
   * meet.
   *
   * @param request in order by {@code PrerequisiteRules}
   * @param findings gets the materials that no system can have
   */
  List<Wanted> wanted(Items.Item item, JsonNode theCase, JsonNode request, List<Finding> findings) {
    List<Holder> known = holders(theCase, request);
    if (!request.has("materials")) {
      return item.materials().stream()
          .filter(m -> !m.documents().isEmpty())
          .map(m -> new Wanted(m, sought(m.documents(), known), "", ""))
          .toList();
    }
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < request.path("materials").size(); i++) {
      JsonNode wish = request.path("materials").path(i);
      Items.Material material = item.material(wish.path("code").asText()).orElseThrow();
      if (material.documents().isEmpty()) {
        String told = "“" + material.name() + "”只能由申请人提交，没有系统可查";
        findings.add(new Finding("/materials/" + i + "/code", told, "从请求中去掉这一项"));
      }
      wanted.add(wish(material, wish, known));
    }
    return wanted;
  }

  private Wanted wish(Items.Material material, JsonNode wish, List<Holder> known) {
    String document = wish.path("document").asText("");
    List<Holder> whose = wish.has("holder") ? List.of(Holder.of(wish.path("holder"))) : known;
    return new Wanted(
        material,
        sought(document.isEmpty() ? material.documents() : List.of(document), whose),
        wish.path("certNo").asText(""),
        wish.path("certName").asText(""));
  }

  private List<Sought> sought(List<String> documents, List<Holder> known) {
    return documents.stream()
        .flatMap(id -> types.find(id).stream())
        .map(type -> new Sought(type, holder(type, known)))
        .toList();
  }

  private static Optional<Holder> holder(DocumentType type, List<Holder> known) {
    return known.stream().filter(h -> fits(type.holder(), h.idType())).findFirst();
  }

  private static boolean fits(DocumentTypes.Holder kind, String idType) {
    return switch (kind) {
      case ANY -> true;
      case ORG -> OF_ORGANISATIONS.contains(idType) || OF_ANYONE.contains(idType);
      case PERSON -> !OF_ORGANISATIONS.contains(idType);
    };
  }

  /** Whose documents can be meant: the request's holder, else the party and who stands for it. */
  private static List<Holder> holders(JsonNode theCase, JsonNode request) {
    JsonNode party = theCase.path("party");
    List<Holder> holders = new ArrayList<>();
    if (request.has("holder")) {
      holders.add(Holder.of(request.path("holder")));
      if (!request.path("holder").path("idNumber").equals(party.path("idNumber"))) {
        return holders;
      }
    } else if (party.has("idNumber")) {
      holders.add(Holder.of(party));
    }
    JsonNode represents = party.path("legalRep");
    if (represents.has("idNumber")) {
      holders.add(Holder.of(represents));
    }
    return holders;
  }
}
