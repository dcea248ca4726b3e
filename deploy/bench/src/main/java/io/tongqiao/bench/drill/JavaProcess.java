package io.tongqiao.bench.drill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a jar of ours is started as a process of its own. */
record JavaProcess(
    Path folder,
    Path log,
    List<String> options,
    Path jar,
    List<String> arguments,
    Map<String, String> environment) {

  /** Copies what the list and map hold. */
  JavaProcess {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * Starts it, without the settings of a real site; its output is appended to the log.
   *
   * @throws IOException when it cannot be started
   */
  Process start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TONGQIAO_") || name.startsWith("SPRING_"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
