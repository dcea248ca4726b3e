package io.tongqiao.version;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.VersionJournal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Versions of systems, those of before among them: what waits for an answer ends in the one in
 * which it has begun.
 */
@Component
public class SpokenVersions {

  private final Catalogue catalogue;
  private final VersionJournal journal;
  private final Map<String, Dialect> others = new ConcurrentHashMap<>();

  SpokenVersions(Catalogue catalogue, VersionJournal journal) {
    this.catalogue = catalogue;
    this.journal = journal;
  }

  /**
   * The version of that digest; the one in force where the digest is empty, or names one that is
   * not kept or that this program cannot read any more.
   */
  public Dialect of(String system, String digest) {
    Dialect inForce = catalogue.find(system).orElseThrow();
    if (digest.isEmpty() || digest.equals(inForce.digest())) {
      return inForce;
    }
    Dialect known = others.get(digest);
    return known != null ? known : kept(system, digest).orElse(inForce);
  }

  private Optional<Dialect> kept(String system, String digest) {
    Optional<Folder> folder = journal.folder(system, digest);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(load(folder.get()));
    } catch (BrokenFolderException e) {
      return Optional.empty();
    }
  }

  /** Compiles a version, or takes it as it was compiled before. */
  Dialect load(Folder folder) throws BrokenFolderException {
    String digest = folder.digest();
    Dialect known = others.get(digest);
    if (known != null) {
      return known;
    }
    Dialect dialect = Dialect.compile(folder);
    others.put(digest, dialect);
    return dialect;
  }
}
