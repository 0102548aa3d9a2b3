using System.CommandLine;

namespace Digits;

/// <summary>The options as the user types them.</summary>
internal sealed class CommandLine
{
    private const int MostSamples = 2_000_000;
    private static readonly Options Defaults = new();

    private readonly Option<string> data = OptionParsers.Path(
        "--data", "Train on MNIST's four IDX files in this folder, plain or .gz (default: on digits drawn here)", "DIR");

    private readonly Option<int> samples = OptionParsers.WholeNumber(
        "--samples", $"Digits to draw for training (default: {Options.DefaultSamples})", "N", 2, MostSamples);

    private readonly Option<int> epochs = OptionParsers.WholeNumber(
        "--epochs", $"Times to go through the training digits (default: {Options.DefaultEpochs})", "N", 1, 100_000);

    private readonly Option<int> batch = OptionParsers.WholeNumber(
        "--batch", $"Digits per step (default: {Defaults.BatchSize})", "N", 2, 65_536);

    private readonly Option<ulong> seed = OptionParsers.Seed(
        "--seed", $"Where all chance comes from: the same seed gives the same model (default: {Defaults.Seed})");

    private readonly Option<int> threads = OptionParsers.WholeNumber(
        "--threads", "Threads to use; they don't change the result (default: one per core)", "N", 1, 1024);

    private readonly Option<OptimizerChoice> optimizer = OptionParsers.Choice<OptimizerChoice>(
        "--optimizer", "What moves the weights (default: adamw)");

    private readonly Option<double> learningRate = OptionParsers.PositiveNumber(
        "--learning-rate", "The highest learning rate (default: 0.001, for sgd 0.05)");

    private readonly Option<ScheduleChoice> schedule = OptionParsers.Choice<ScheduleChoice>(
        "--schedule", "How the learning rate changes (default: cosine)");

    private readonly Option<KeyValuePair<string, string>[]> settings = OptionParsers.Settings(
        "--set", "Change a hyperparameter, such as Conv1.Filters=48 (may be repeated)");

    private readonly Option<string> hyperparameters = OptionParsers.Path(
        "--hyperparameters", "Read hyperparameters from a JSON file; --set changes them further", "FILE");

    private readonly Option<string> load = OptionParsers.Path(
        "--load", "Start from a saved model: evaluate it, or train it further where --epochs is given", "FILE");

    private readonly Option<string> save = OptionParsers.Path(
        "--save", $"Where to save the trained model (default: {Options.DefaultModelFile})", "FILE");

    private readonly Option<bool> plain = new("--plain") { Description = "Print bare 'key: value' lines, for scripts" };

    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Trains a small network to read handwritten digits, and shows how well it does.")
        {
            data, samples, epochs, batch, seed, threads, optimizer, learningRate, schedule, settings, hyperparameters, load, save, plain,
        };
    }

    /// <summary>Reads <paramref name="arguments"/> and runs <paramref name="action"/> with them, or prints help or the version.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserErrorException">The arguments are wrong.</exception>
    public int Run(string[] arguments, TextWriter output, Func<Options, int> action)
    {
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

        root.SetAction(parsed => action(ToOptions(parsed)));
        return result.Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
    }

    private Options ToOptions(ParseResult result)
    {
        if (result.GetResult(data) is not null && result.GetResult(samples) is not null)
        {
            throw new UserErrorException("--samples counts drawn digits, so it does not go together with --data.");
        }

        if (result.GetResult(load) is not null && result.GetResult(epochs) is null && result.GetResult(save) is not null)
        {
            throw new UserErrorException("--load without --epochs only evaluates the model, so there is nothing to --save.");
        }

        return new Options
        {
            DataFolder = result.GetValue(data),
            Samples = Given(result, samples) ?? Defaults.Samples,
            Epochs = Given(result, epochs),
            BatchSize = Given(result, batch) ?? Defaults.BatchSize,
            Seed = Given(result, seed) ?? Defaults.Seed,
            Threads = Given(result, threads) ?? Defaults.Threads,
            Optimizer = Given(result, optimizer) ?? Defaults.Optimizer,
            LearningRate = Given(result, learningRate),
            Schedule = Given(result, schedule) ?? Defaults.Schedule,
            Settings = result.GetValue(settings) ?? [],
            HyperparameterFile = result.GetValue(hyperparameters),
            LoadFile = result.GetValue(load),
            SaveFile = result.GetValue(save) ?? Defaults.SaveFile,
            Plain = result.GetValue(plain),
        };
    }

    private static T? Given<T>(ParseResult result, Option<T> option)
        where T : struct => result.GetResult(option) is null ? null : result.GetValue(option);
}
