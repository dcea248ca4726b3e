package io.tongqiao.bench.translation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the translation of one folder in this process. Its last line is four numbers,
 * microseconds: out and the half-width of its confidence interval (99.9 %), in and the same.
 */
@Command(name = "family", description = "measures how long one folder's translations take")
public final class FamilyCommand implements Callable<Integer> {

  @Option(names = "--folder", required = true, description = "the system folder")
  private Path folder = Path.of("");

  @Option(names = "--warm", required = true, description = "seconds before")
  private int warm;

  @Option(names = "--seconds", required = true, description = "how long each is measured")
  private int seconds;

  /** JMH does not fork: this process is the fork. */
  @Override
  public Integer call() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(FamilyBenchmark.class.getName())
            .param("folder", folder.toString())
            .forks(0)
            .warmupIterations(warm)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    String out = "";
    String in = "";
    for (RunResult result : new Runner(options).run()) {
      var score = result.getPrimaryResult();
      String figures =
          String.format(Locale.ROOT, "%.1f %.1f", score.getScore(), score.getScoreError());
      if (score.getLabel().equals("out")) {
        out = figures;
      } else {
        in = figures;
      }
    }
    System.out.println(out + " " + in);
    return 0;
  }
}
