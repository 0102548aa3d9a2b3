namespace DeepTricks.Dsl.Samples.Tests;

public sealed class TrainingTests : IDisposable
{
    private static readonly string[] Short = ["--samples", "600", "--epochs", "1", "--batch", "32", "--threads", "2"];
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_short_plain_run_learns_something_and_saves_it()
    {
        var file = folder.File("digits.safetensors");

        var result = RunResult.Of([.. Short, "--plain", "--save", file]);

        Assert.Empty(result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.All(result.Lines, line => Assert.Matches("^[a-z_]+: .+$", line));
        Assert.InRange(result.Number("test_accuracy"), 0.3, 1);
        Assert.True(result.Number("train_seconds") > 0);
        Assert.True(result.Number("samples_per_second") > 0);
        Assert.True(result.Number("parameters") > 800_000);
        Assert.InRange(result.Number("train_loss"), 0.01, 3);
        Assert.Equal("1", result.Value("epochs"));
        Assert.Equal("1", result.Value("seed"));
        Assert.Equal("2", result.Value("threads"));
        Assert.Equal(file, result.Value("model_file"));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_saved_model_reads_as_well_after_loading()
    {
        var file = folder.File("digits.safetensors");
        var trained = RunResult.Of([.. Short, "--plain", "--save", file, "--set", "Conv1.Filters=20"]);

        var loaded = RunResult.Of("--load", file, "--samples", "600", "--plain");

        Assert.Empty(loaded.Error);
        Assert.Equal(0, loaded.ExitCode);
        Assert.Equal(trained.Value("test_accuracy"), loaded.Value("test_accuracy"));
        Assert.Equal(trained.Value("parameters"), loaded.Value("parameters"));
        Assert.Equal("0", loaded.Value("epochs"));
        Assert.Equal(file, loaded.Value("model_file"));
    }

    [Fact]
    public void A_setting_that_contradicts_the_loaded_model_is_explained()
    {
        var file = folder.File("digits.safetensors");
        RunResult.Of([.. Short, "--plain", "--save", file]);

        RunResult.Of("--load", file, "--samples", "600", "--set", "Conv1.Filters=20").AssertIsOneSentenceWith("digits.safetensors");
    }

    [Fact]
    public void Threads_do_not_change_the_model()
    {
        var one = folder.File("one.safetensors");
        var three = folder.File("three.safetensors");
        RunResult.Of("--samples", "200", "--epochs", "1", "--plain", "--threads", "1", "--save", one);
        RunResult.Of("--samples", "200", "--epochs", "1", "--plain", "--threads", "3", "--save", three);

        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(three));
    }

    [SkippableFact]
    public void OpenCL_trains_as_the_CPU_does()
    {
        Skip.If(Device.All.All(device => device.Kind != DeviceKind.OpenCl), "no OpenCL device on this machine");
        var file = folder.File("digits.safetensors");

        var cpu = RunResult.Of([.. Short, "--plain", "--device", "cpu", "--save", file]);
        var gpu = RunResult.Of([.. Short, "--plain", "--device", "opencl", "--save", file]);

        Assert.Equal("opencl:0", gpu.Value("device"));
        Assert.InRange(gpu.Number("test_accuracy"), cpu.Number("test_accuracy") - 0.02, cpu.Number("test_accuracy") + 0.02);
    }

    [Fact]
    public void A_report_for_people_shows_accuracy_confusion_summary_and_file()
    {
        var file = folder.File("digits.safetensors");

        var result = RunResult.Of([.. Short, "--save", file]);

        Assert.Empty(result.Error);
        Assert.Equal(0, result.ExitCode);
        string[] parts = ["epoch 1/1: loss", "Test accuracy", "what was read", "conv1", "dense2", file];
        Assert.All(parts, part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stopped_run_saves_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var file = folder.File("digits.safetensors");

        var result = RunResult.Of(stop.Token, [.. Short, "--plain", "--save", file]);

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => folder.Dispose();
}
