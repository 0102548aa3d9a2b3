using System.Globalization;
using System.Text.Json;
using DeepTricks.Dsl;

namespace Shared;

/// <summary>The network from the files and settings that the user named.</summary>
internal sealed class ModelFiles(Sample sample, Options options)
{
    /// <summary>Makes the network, with the hyperparameters and weights asked for.</summary>
    /// <param name="source">The samples that it shall fit.</param>
    /// <exception cref="UserErrorException">A file or setting is wrong; see <see cref="UserMistakes"/> for other exceptions.</exception>
    public Network CreateNetwork(ISampleSource source)
    {
        var device = Device.Parse(options.Device);
        if (device.Kind == DeviceKind.Cpu)
        {
            device = Device.Cpu(options.Threads);
        }

        var network = options.LoadFile is { } file ? Load(file, device) : New(device, source.Classes.Count);
        try
        {
            source.CheckInput(network.Spec.Input);
            CheckThatClassesFit(network, source.Classes.Count);
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

    private Network New(Device device, int classes)
    {
        var hyperparameters = options.Form.Declared();
        hyperparameters.Set(sample.ClassSetting, classes.ToString(CultureInfo.InvariantCulture));
        if (sample.Sizes is { } sizes)
        {
            Resize(hyperparameters, options.Size ?? sizes.Default);
        }

        Change(hyperparameters);
        return options.Form.Construct(device, hyperparameters, options.Seed);
    }

    private Network Load(string file, Device device)
    {
        var network = options.Form.Load(file, device);

        // A saved model carries its numbers; those that the user names beside it must be the same.
        var wanted = options.Form.Declared();
        wanted.ReadJson(network.HyperparameterValues.ToJson());
        if (options.Size is { } size)
        {
            Resize(wanted, size);
        }

        Change(wanted);
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
    private void Change(HyperparameterSet hyperparameters)
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

    private void Resize(HyperparameterSet hyperparameters, int size)
    {
        var text = size.ToString(CultureInfo.InvariantCulture);
        hyperparameters.Set("Input.Height", text);
        hyperparameters.Set("Input.Width", text);
        foreach (var (path, value) in sample.Sizes!.SettingsAt(size))
        {
            hyperparameters.Set(path, value);
        }
    }

    private void CheckThatClassesFit(Network network, int classes)
    {
        if (network.OutputLength != classes)
        {
            throw new UserErrorException(options.LoadFile is { } file
                ? FormattableString.Invariant($"The model in {file} tells {network.OutputLength} classes apart, but the data has {classes}.")
                : FormattableString.Invariant($"{sample.ClassSetting} must stay {classes}, one for each {sample.Words.Class}."));
        }
    }
}
