using System.Text.Json;
using DeepTricks.Dsl;

namespace Digits;

/// <summary>The network from the files and settings that the user named.</summary>
internal static class ModelFiles
{
    /// <summary>Makes the network, with the hyperparameters and weights asked for.</summary>
    /// <exception cref="UserErrorException">A file or setting is wrong; see <see cref="UserMistakes"/> for other exceptions.</exception>
    public static DigitNet CreateNetwork(Options options)
    {
        var device = Device.Cpu(options.Threads);
        var network = options.LoadFile is { } file ? Load(file, device, options) : New(device, options);
        try
        {
            CheckThatDigitsFit(network);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Finds out before the training whether its result can be written.</summary>
    /// <exception cref="UserErrorException">It can't.</exception>
    public static void CheckThatCanBeSaved(Options options)
    {
        if (options.EpochsToTrain == 0)
        {
            return;
        }

        var file = Path.GetFullPath(options.SaveFile);
        if (Directory.Exists(file))
        {
            throw new UserErrorException($"The model cannot be saved as {file}, because that is a folder.");
        }

        var folder = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"The model cannot be saved, because there is no folder {folder}.");
        }
    }

    private static DigitNet New(Device device, Options options)
    {
        var hyperparameters = new DigitNet.Hyperparameters();
        Change(hyperparameters, options);
        return new DigitNet(device, hyperparameters, options.Seed);
    }

    private static DigitNet Load(string file, Device device, Options options)
    {
        var network = DigitNet.Load(file, device);

        // A saved model carries its numbers; those that the user names beside it must be the same.
        var wanted = DigitNet.Hyperparameters.FromJson(network.HyperparameterValues.ToJson());
        Change(wanted, options);
        for (var i = 0; i < wanted.Values.Count; i++)
        {
            var saved = network.HyperparameterValues.Values[i];
            if (saved != wanted.Values[i])
            {
                var path = wanted.Descriptors[i].Path;
                network.Dispose();
                throw new UserErrorException(FormattableString.Invariant(
                    $"The model in {file} has {path} = {saved}, so it cannot have {wanted.Values[i]}."));
            }
        }

        return network;
    }

    /// <summary>Sets what the user's file and settings say.</summary>
    private static void Change(DigitNet.Hyperparameters hyperparameters, Options options)
    {
        if (options.HyperparameterFile is { } file)
        {
            try
            {
                hyperparameters.ReadJson(File.ReadAllText(file));
            }
            catch (HyperparameterException exception) when (exception.InnerException is JsonException json)
            {
                throw new UserErrorException(FormattableString.Invariant(
                    $"The hyperparameters in {file} are not valid JSON; the mistake is in line {json.LineNumber + 1}."));
            }
            catch (HyperparameterException exception)
            {
                throw new UserErrorException($"The hyperparameters in {file} are wrong: {exception.Message}");
            }
        }

        foreach (var (path, value) in options.Settings)
        {
            hyperparameters.Set(path, value);
        }
    }

    private static void CheckThatDigitsFit(DigitNet network)
    {
        var input = network.Spec.Input;
        if ((input.Height, input.Width, input.Channels) != (28, 28, 1))
        {
            throw new UserErrorException("Input.Height, Input.Width and Input.Channels must stay 28, 28 and 1, as the digits have.");
        }

        if (network.OutputLength != 10)
        {
            throw new UserErrorException("Dense2.Units must stay 10, one for each digit.");
        }
    }
}
