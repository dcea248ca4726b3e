package io.tongqiao.bench.translation;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.TranslationException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Both directions of one folder, with one of its own samples each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class FamilyBenchmark {

  /** The system folder. */
  @Param("")
  public String folder;

  private Pair pair;

  /** Compiles the folder. */
  @Setup
  public void compile() throws BrokenFolderException, TranslationException {
    pair = Pair.of(Path.of(folder));
  }

  /** From the canonical message to the text that goes out. */
  @Benchmark
  public Object out() throws TranslationException {
    return pair.out();
  }

  /** From what the system says to the canonical message. */
  @Benchmark
  public Object in() throws TranslationException {
    return pair.in();
  }
}
