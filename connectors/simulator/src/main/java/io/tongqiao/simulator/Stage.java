package io.tongqiao.simulator;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.Seals;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All played systems with what they share. */
final class Stage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

  private final Map<String, Part> parts = new TreeMap<>();
  private final Supplier<URI> url;
  private final Clock clock;
  private final SecretFiles secrets;
  private final Ledger ledger;
  private final Posts posts;
  private final Doors doors;
  private final Sequel sequel;

  private Stage(SimulatorSettings settings, SecretFiles secrets, Supplier<URI> url)
      throws IOException {
    this.url = url;
    this.clock = settings.clock();
    this.secrets = secrets;
    this.ledger = Ledger.open(clock, settings.ledger());
    var keys = new RelayKeys(settings.keys());
    this.posts = new Posts(settings, keys, secrets);
    var client = new RelayClient(settings.relay(), keys);
    this.doors = new Doors(client, posts, ledger, clock);
    this.sequel = new Sequel(doors, clock);
  }

  /**
   * Casts every folder that works; one that does not is told in the log and left out.
   *
   * @param url where the played systems are reached, asked for when one speaks
   * @throws IOException when secrets or ledger cannot be read or written
   */
  static Stage set(SimulatorSettings settings, Supplier<URI> url) throws IOException {
    var dialects = new TreeMap<String, Dialect>();
    var folders = new TreeMap<String, Folder>();
    for (Folder folder : Folder.readAll(settings.systems())) {
      if (settings.only().isEmpty() || settings.only().contains(folder.id())) {
        compile(folder, dialects);
        folders.put(folder.id(), folder);
      }
    }
    List<String> names =
        dialects.values().stream().flatMap(d -> d.descriptor().secrets()).distinct().toList();
    var stage = new Stage(settings, SecretFiles.agree(names, settings.secrets()), url);
    dialects.forEach((id, dialect) -> stage.cast(folders.get(id), dialect));
    return stage;
  }

  private static void compile(Folder folder, Map<String, Dialect> dialects) {
    try {
      dialects.put(folder.id(), Dialect.compile(folder));
    } catch (BrokenFolderException e) {
      LOG.error("{} is not played: {}", folder.id(), e.faults());
    }
  }

  private void cast(Folder folder, Dialect dialect) {
    Descriptor descriptor = dialect.descriptor();
    var script = new Script(folder, descriptor);
    var refusals = new Refusals(descriptor, script);
    var recognition = new Recognition(dialect, script, LocalDate.now(clock));
    var mood = new Mood();
    try {
      Seals seals = Seals.ofOtherSide(descriptor, secrets.ofOtherSide(), clock);
      var wording = new Wording(descriptor, seals, () -> url.get() + "/" + folder.id());
      Gatekeeper gatekeeper = Gatekeepers.post(descriptor, script, refusals, secrets, clock);
      var reception =
          new Reception(
              descriptor,
              script,
              gatekeeper,
              refusals,
              mood,
              ledger,
              wording,
              work -> sequel.begin(part(folder.id()), work));
      var hearing = new Hearing(dialect, script, recognition, seals);
      parts.put(folder.id(), new Part(folder, dialect, script, hearing, reception, mood, wording));
    } catch (TranslationException e) {
      LOG.error("{} is not played: the sample of its login: {}", folder.id(), e.getMessage());
    } catch (IOException e) {
      LOG.error("{} is not played: {}", folder.id(), e.getMessage());
    }
  }

  /** Where those stand that are not called over HTTP. */
  Posts posts() {
    return posts;
  }

  /** Goes on with what an earlier run had begun to tell; before any call of this run comes in. */
  void resume() {
    List<LedgerEntry> entries = ledger.entries();
    for (Part part : parts.values()) {
      Untold.of(part, entries).forEach(story -> sequel.begin(part, story.work(), story.samples()));
    }
  }

  /** All played systems. */
  Collection<Part> parts() {
    return parts.values();
  }

  /** All played systems of a transport. */
  List<Part> parts(Descriptor.Transport transport) {
    return parts.values().stream().filter(p -> p.descriptor().transport() == transport).toList();
  }

  /**
   * One played system.
   *
   * @throws NoSuchElementException when there is none of that id
   */
  Part part(String system) {
    if (!parts.containsKey(system)) {
      throw new NoSuchElementException("没有扮演这个系统：" + system);
    }
    return parts.get(system);
  }

  Ledger ledger() {
    return ledger;
  }

  SecretFiles secrets() {
    return secrets;
  }

  /**
   * Sends a door sample.
   *
   * @throws NoSuchElementException when there is no such system or door sample
   * @throws IOException when there is no relay or broker, no key, or no answer
   */
  Played play(String system, String sample, String caseNo) throws IOException {
    Part part = part(system);
    Sample found =
        part.script()
            .door(sample)
            .orElseThrow(() -> new NoSuchElementException(system + " 没有这个来文样例：" + sample));
    return doors.play(part, found, caseNo);
  }

  @Override
  public void close() throws IOException {
    sequel.close();
    posts.close();
    ledger.close();
  }
}
