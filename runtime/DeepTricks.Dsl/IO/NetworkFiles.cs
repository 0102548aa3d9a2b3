using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>Networks as <c>.safetensors</c> files: tensors in PyTorch's layouts, hyperparameters in the metadata.</summary>
internal static class NetworkFiles
{
    private const string FormatKey = "format";
    private const string FormatName = "deeptricks.dsl";
    private const string NetworkKey = "network";
    private const string HyperparametersKey = "hyperparameters";

    // What PyTorch counts in a batch normalization and no formula here uses.
    private const string IgnoredSuffix = ".num_batches_tracked";

    private const int LargestList = 12;

    /// <summary>Writes a network, whole or not at all.</summary>
    public static void Save(Network network, string path)
    {
        var tensors = new List<SafetensorsTensor>();
        foreach (var parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            tensors.Add(new SafetensorsTensor(parameter.Name, parameter.Dimensions, values));
        }

        var descriptors = network.HyperparameterValues.Descriptors;
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>
        {
            [FormatKey] = FormatName,
            [NetworkKey] = network.Spec.ClassName,
            [HyperparametersKey] = HyperparameterJson.Write(descriptors, [.. descriptors.Select(d => ValueAsBuilt(network, d))]),
        });
    }

    /// <summary>Replaces all tensors of a network by those of a file, or none if anything does not fit.</summary>
    /// <exception cref="SafetensorsException">The file is damaged.</exception>
    /// <exception cref="WeightsMismatchException">A tensor or hyperparameter differs; all differences are named.</exception>
    public static void LoadWeights(Network network, string path)
    {
        using var file = SafetensorsFile.Open(path);
        var differences = TensorDifferences(network, file);
        differences.AddRange(HyperparameterDifferences(network, file));
        if (differences.Count > 0)
        {
            throw Mismatch(network, file, differences);
        }

        // Read to the end before anything is changed: a disk that fails must not leave a network of two halves.
        var values = network.Parameters.Select(parameter => file.Read(parameter.Name)).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            network.Parameters[i].CopyFrom(values[i]);
        }
    }

    /// <summary>Sets the hyperparameters that a file carries; a file without any, such as PyTorch's, leaves them alone.</summary>
    /// <returns><paramref name="into"/>.</returns>
    /// <exception cref="SafetensorsException">The file is damaged.</exception>
    /// <exception cref="WeightsMismatchException">The file's hyperparameters are another network's; nothing was changed.</exception>
    public static T ReadHyperparameters<T>(string path, T into)
        where T : HyperparameterSet
    {
        using var file = SafetensorsFile.Open(path);
        if (file.Metadata.TryGetValue(HyperparametersKey, out string? json))
        {
            try
            {
                into.ReadJson(json);
            }
            catch (HyperparameterException exception)
            {
                throw new WeightsMismatchException(
                    $"{path} has the hyperparameters of another network{Named(file)}. {exception.Message}", exception);
            }
        }

        return into;
    }

    /// <summary>A number of the network as it was built, whatever was done to its hyperparameter set afterwards.</summary>
    private static double ValueAsBuilt(Network network, HyperparameterDescriptor descriptor)
    {
        if (BlockValues.BlockOf(descriptor.LayerIndex) is >= 0 and var block)
        {
            return network.Spec.Blocks[block].Parameters.First(parameter => parameter.Name == descriptor.Setting).Value;
        }

        if (descriptor.LayerIndex != InputSettings.LayerIndex)
        {
            return network.Spec.Layers[descriptor.LayerIndex][descriptor.Setting];
        }

        return InputSettings.Of(network.Spec.Input).First(setting => setting.Name == descriptor.Setting).Value;
    }

    private static List<string> TensorDifferences(Network network, SafetensorsFile file)
    {
        var differences = new List<string>();
        foreach (var parameter in network.Parameters)
        {
            if (file.Find(parameter.Name) is not { } entry)
            {
                differences.Add($"the file lacks '{parameter.Name}' ({Sizes(parameter.Dimensions)})");
            }
            else if (!entry.Dimensions.SequenceEqual(parameter.Dimensions.Select(size => (long)size)))
            {
                differences.Add(
                    $"'{parameter.Name}' is {Sizes(parameter.Dimensions)} in the network and {Sizes(entry.Dimensions)} in the file");
            }
        }

        var known = network.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(
            from entry in file.Tensors
            where !known.Contains(entry.Name) && !entry.Name.EndsWith(IgnoredSuffix, StringComparison.Ordinal)
            select $"the network has no '{entry.Name}' ({Sizes(entry.Dimensions)})");
        return differences;
    }

    private static List<string> HyperparameterDifferences(Network network, SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(HyperparametersKey, out string? json))
        {
            return [];
        }

        var descriptors = network.HyperparameterValues.Descriptors;
        try
        {
            return
            [
                .. from stored in HyperparameterJson.Read(json, new HyperparameterPaths(descriptors))
                   let descriptor = descriptors[stored.Index]
                   let built = ValueAsBuilt(network, descriptor)
                   where stored.Value != built
                   select FormattableString.Invariant(
                       $"the hyperparameter {descriptor.Path} is {built} in the network and {stored.Value} in the file"),
            ];
        }
        catch (HyperparameterException exception)
        {
            return [$"the file's hyperparameters are not the network's: {exception.Message}"];
        }
    }

    private static WeightsMismatchException Mismatch(Network network, SafetensorsFile file, List<string> differences)
    {
        var shown = differences.Take(LargestList).ToList();
        if (differences.Count > LargestList)
        {
            shown.Add(FormattableString.Invariant($"and {differences.Count - LargestList} more"));
        }

        string lines = string.Join(Environment.NewLine, shown.Select(line => "  " + line));
        return new WeightsMismatchException(
            $"{file.Path}{Named(file)} does not fit {network.Spec.ClassName}; nothing was loaded:{Environment.NewLine}{lines}");
    }

    private static string Named(SafetensorsFile file) =>
        file.Metadata.TryGetValue(NetworkKey, out string? name) ? $" (saved from {name})" : string.Empty;

    private static string Sizes<T>(EquatableArray<T> dimensions)
        where T : IEquatable<T> => dimensions.Count == 0 ? "a single number" : string.Join('x', dimensions);
}
