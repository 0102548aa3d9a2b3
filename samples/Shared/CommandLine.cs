using System.CommandLine;

namespace Shared;

/// <summary>The options as the user types them.</summary>
internal sealed class CommandLine
{
    private const int MostSamples = 2_000_000;
    private const int SmallestSize = 8;
    private const int LargestSize = 2048;
    private const ulong DefaultSeed = 1;

    private readonly Sample sample;
    private readonly Option<string> data;
    private readonly Option<string> form;
    private readonly Option<int> size;
    private readonly Option<int> samples;
    private readonly Option<int> epochs;
    private readonly Option<int> batch;

    private readonly Option<ulong> seed = OptionParsers.Seed(
        "--seed", $"Where all chance comes from: the same seed gives the same model (default: {DefaultSeed})");

    private readonly Option<string> device = OptionParsers.Device(
        "--device", "Where to train: best, cpu, cuda, cuda:1, opencl, simulator; 'devices' lists what there is (default: best)");

    private readonly Option<int> threads = OptionParsers.WholeNumber(
        "--threads", "Threads of the CPU to use; they don't change the result (default: one per core)", "N", 1, 1024);

    private readonly Option<OptimizerChoice> optimizer = OptionParsers.Choice<OptimizerChoice>(
        "--optimizer", "What moves the weights (default: adamw)");

    private readonly Option<double> learningRate;

    private readonly Option<ScheduleChoice> schedule = OptionParsers.Choice<ScheduleChoice>(
        "--schedule", "How the learning rate changes (default: cosine)");

    private readonly Option<KeyValuePair<string, string>[]> settings = OptionParsers.Settings(
        "--set", "Change a hyperparameter, such as Conv1.Filters=48 (may be repeated)");

    private readonly Option<string> hyperparameters = OptionParsers.Path(
        "--hyperparameters", "Read hyperparameters from a JSON file; --set changes them further", "FILE");

    private readonly Option<string> load = OptionParsers.Path(
        "--load", "Start from a saved model: evaluate it, or train it further where --epochs is given", "FILE");

    private readonly Option<string> save;

    private readonly Option<bool> plain = new("--plain") { Description = "Print bare 'key: value' lines, for scripts" };

    private readonly Command devices = new("devices", "List the devices of this machine");

    private readonly RootCommand root;

    public CommandLine(Sample sample)
    {
        this.sample = sample;
        var many = sample.Words.Many;
        data = OptionParsers.Path("--data", sample.DataDescription, "DIR");
        form = OptionParsers.Choice(
            "--form",
            $"Which form of the network to train (default: {sample.Forms[0].Name})",
            [.. sample.Forms.Select(known => known.Name)]);
        size = OptionParsers.WholeNumber(
            "--size", $"Height and width of the {many} in pixels (default: {sample.Sizes?.Default})", "N", SmallestSize, LargestSize);
        samples = OptionParsers.WholeNumber(
            "--samples", $"{Large(many)} to draw for training (default: {sample.DefaultSamples})", "N", 2, MostSamples);
        epochs = OptionParsers.WholeNumber(
            "--epochs", $"Times to go through the training {many} (default: {sample.DefaultEpochs})", "N", 1, 100_000);
        batch = OptionParsers.WholeNumber("--batch", $"{Large(many)} per step (default: {sample.DefaultBatchSize})", "N", 2, 65_536);
        learningRate = OptionParsers.PositiveNumber(
            "--learning-rate", $"The highest learning rate (default: {LearningRates(sample.Forms)})");
        save = OptionParsers.Path("--save", $"Where to save the trained model (default: {sample.DefaultModelFile})", "FILE");
        root = new RootCommand(sample.Purpose)
        {
            data, samples, epochs, batch, seed, device, threads, optimizer, learningRate, schedule, settings, hyperparameters, load, save, plain,
        };
        root.Add(devices);
        if (sample.Forms.Count > 1)
        {
            root.Add(form);
        }

        if (sample.Sizes is not null)
        {
            root.Add(size);
        }
    }

    /// <summary>Reads <paramref name="arguments"/> and runs <paramref name="action"/> with them, or prints help or the version.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserErrorException">The arguments are wrong.</exception>
    public int Run(string[] arguments, TextWriter output, Func<Options, int> action)
    {
        devices.SetAction(_ =>
        {
            DeviceList.Write(output);
            return ExitCode.Success;
        });
        root.SetAction(parsed => action(ToOptions(parsed)));

        // Response files (@file) are turned off: a path may begin with @.
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.UnmatchedTokens.Count > 0)
        {
            throw new UserErrorException($"There is no option '{result.UnmatchedTokens[0]}'; --help lists them.");
        }

        if (result.Errors.Count > 0)
        {
            throw new UserErrorException(result.Errors[0].Message);
        }

        return result.Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
    }

    private Options ToOptions(ParseResult result)
    {
        if (result.GetResult(data) is not null && result.GetResult(samples) is not null)
        {
            throw new UserErrorException($"--samples counts drawn {sample.Words.Many}, so it does not go together with --data.");
        }

        if (result.GetResult(load) is not null && result.GetResult(epochs) is null && result.GetResult(save) is not null)
        {
            throw new UserErrorException("--load without --epochs only evaluates the model, so there is nothing to --save.");
        }

        return new Options
        {
            Form = result.GetValue(form) is { } name ? sample.Forms.First(known => known.Name == name) : sample.Forms[0],
            DataFolder = result.GetValue(data),
            Size = Given(result, size),
            Samples = Given(result, samples) ?? sample.DefaultSamples,
            Epochs = Given(result, epochs),
            DefaultEpochs = sample.DefaultEpochs,
            BatchSize = Given(result, batch) ?? sample.DefaultBatchSize,
            Seed = Given(result, seed) ?? DefaultSeed,
            Device = result.GetValue(device) ?? "best",
            Threads = Given(result, threads) ?? 0,
            Optimizer = Given(result, optimizer) ?? OptimizerChoice.AdamW,
            LearningRate = Given(result, learningRate),
            Schedule = Given(result, schedule) ?? ScheduleChoice.Cosine,
            Settings = result.GetValue(settings) ?? [],
            HyperparameterFile = result.GetValue(hyperparameters),
            LoadFile = result.GetValue(load),
            SaveFile = result.GetValue(save) ?? sample.DefaultModelFile,
            Plain = result.GetValue(plain),
        };
    }

    private static string LearningRates(IReadOnlyList<NetworkForm> forms)
    {
        var first = forms[0].LearningRate;
        var others = string.Concat(forms.Skip(1).Select(form => FormattableString.Invariant($", for {form.Name} {form.LearningRate}")));
        return others.Length == 0
            ? FormattableString.Invariant($"{first}, for sgd {Options.SgdFactor * first}")
            : FormattableString.Invariant($"{first}{others}, for sgd {Options.SgdFactor} times as much");
    }

    private static string Large(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static T? Given<T>(ParseResult result, Option<T> option)
        where T : struct => result.GetResult(option) is null ? null : result.GetValue(option);
}
