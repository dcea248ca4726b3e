package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.SystemChange;
import io.tongqiao.journal.SystemVersion;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.version.Versions;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Versions of a system's folder: what there is, deploying, rolling back, calling off. */
@RestController
@RequestMapping(path = "/ops/v1/systems/{system}", produces = "application/json")
class VersionsController {

  private final SystemDirectory directory;
  private final Uploads uploads;
  private final Versions versions;

  VersionsController(SystemDirectory directory, Uploads uploads, Versions versions) {
    this.directory = directory;
    this.uploads = uploads;
    this.versions = versions;
  }

  @GetMapping("/versions")
  JsonNode versions(@PathVariable String system) {
    directory.check(system);
    return json(system, versions.of(system));
  }

  @GetMapping("/versions/{version}/difference")
  JsonNode difference(
      @PathVariable String system, @PathVariable int version, @RequestParam int from) {
    directory.check(system);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", system);
    ArrayNode files = json.put("from", from).put("to", version).putArray("files");
    for (FolderChanges.Change change :
        FolderChanges.of(folder(system, from), folder(system, version))) {
      ObjectNode file = files.addObject();
      file.put("file", change.file()).put("kind", change.kind().name());
      if (change.shown()) {
        file.put("difference", change.unified());
      }
    }
    return json;
  }

  private Folder folder(String system, int version) {
    return versions
        .folder(system, version)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(Kind.NOT_FOUND, "系统 " + system + " 没有版本 " + version).about(system)));
  }

  /** Answers when this node has gone over, or the version is planned. */
  @PostMapping("/versions")
  JsonNode deploy(@PathVariable String system, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason", "folder", "from", "doorsUntil"));
    String archive = asked.text("folder", Uploads.LONGEST_BASE64);
    Instruction by = asked.because();
    var when = new Versions.When(asked.time("from"), asked.time("doorsUntil"));
    asked.check();
    RefusedException.when(uploads.deploy(system, archive, by, when));
    return json(system, versions.of(system));
  }

  @PostMapping("/rollback")
  JsonNode rollBack(@PathVariable String system, @RequestBody Optional<byte[]> body) {
    directory.check(system);
    Asked asked = Asked.of(body, Set.of("reason", "to"));
    int to = asked.number("to", 0, Integer.MAX_VALUE);
    Instruction by = asked.because();
    asked.check();
    RefusedException.when(versions.rollBack(system, Optional.of(to).filter(n -> n > 0), by));
    return json(system, versions.of(system));
  }

  @PostMapping("/withdraw")
  JsonNode withdraw(@PathVariable String system, @RequestBody Optional<byte[]> body) {
    directory.check(system);
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    RefusedException.when(versions.withdraw(system, by));
    return json(system, versions.of(system));
  }

  private static ObjectNode json(String system, Versions.Standing standing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", system);
    standing.inForce().ifPresent(change -> json.put("inForce", change.version()));
    standing.before().ifPresent(change -> json.put("before", change.version()));
    json.put("followed", followed(standing));
    standing.trouble().ifPresent(words -> json.put("trouble", words));
    ArrayNode kept = json.putArray("versions");
    for (SystemVersion version : standing.versions()) {
      kept.addObject()
          .put("version", version.version())
          .put("sm3", version.digest())
          .put("shipped", version.shipped())
          .put("by", version.actor())
          .put("reason", version.reason())
          .put("at", version.at().toString());
    }
    ArrayNode changes = json.putArray("changes");
    for (SystemChange change : standing.changes()) {
      changes
          .addObject()
          .put("version", change.version())
          .put("from", change.from().toString())
          .put("doorsUntil", change.doorsUntil().toString())
          .put("by", change.actor())
          .put("reason", change.reason())
          .put("at", change.at().toString())
          .put("state", state(standing, change));
    }
    return json;
  }

  private static boolean followed(Versions.Standing standing) {
    return standing.inForce().map(SystemChange::digest).equals(standing.running());
  }

  private static String state(Versions.Standing standing, SystemChange change) {
    if (change.withdrawn()) {
      return "WITHDRAWN";
    }
    if (standing.inForce().filter(change::equals).isPresent()) {
      return "IN_FORCE";
    }
    return standing.coming().contains(change) ? "COMING" : "PAST";
  }
}
