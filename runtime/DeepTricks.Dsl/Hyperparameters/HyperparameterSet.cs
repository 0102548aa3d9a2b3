using System.Globalization;
using DeepTricks.Dsl.Shapes;
using Microsoft.Extensions.Configuration;

namespace DeepTricks.Dsl;

/// <summary>
/// The numbers of a network, by default those of its declaration. The compiler derives one class per network, whose groups and
/// properties are typed; this base reads and writes all of them by name, through one table and without reflection.
/// </summary>
/// <remarks>
/// Values change sizes and rates, never which layers there are. Whether they fit together is checked when a network is
/// constructed from them, with the rules and words of the compiler.
/// </remarks>
public abstract class HyperparameterSet
{
    private readonly HyperparameterPaths paths;
    private readonly double[] values;

    /// <summary>Starts at the defaults.</summary>
    /// <param name="descriptors">What there is, group by group.</param>
    protected HyperparameterSet(IReadOnlyList<HyperparameterDescriptor> descriptors)
    {
        Descriptors = descriptors;
        paths = new HyperparameterPaths(descriptors);
        values = [.. descriptors.Select(descriptor => descriptor.Default)];
    }

    /// <summary>What there is: paths, types, ranges and defaults.</summary>
    public IReadOnlyList<HyperparameterDescriptor> Descriptors { get; }

    /// <summary>The current values, in the order of <see cref="Descriptors"/>.</summary>
    public IReadOnlyList<double> Values => Array.AsReadOnly(values);

    /// <summary>The value of the hyperparameter at an index of <see cref="Descriptors"/>.</summary>
    /// <exception cref="HyperparameterException">The value set is not whole though it must be, or is out of range; nothing was changed.</exception>
    protected internal double this[int index]
    {
        get => values[index];
        set => values[index] = Checked(Descriptors[index], value);
    }

    /// <summary>Sets a hyperparameter from text, such as the two sides of <c>--set Conv1.Filters=48</c>.</summary>
    /// <param name="path">Group and name, whatever the case.</param>
    /// <param name="value">A number in the invariant culture.</param>
    /// <exception cref="HyperparameterException">There is none of that name, or the value is no number or out of range; nothing was changed.</exception>
    public void Set(string path, string value)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        int index = paths.Find(path);
        this[index] = Parsed(Descriptors[index], value);
    }

    /// <summary>Sets what a JSON text has and leaves the rest: <c>{"Conv1": {"Filters": 48}}</c>. Comments and trailing commas are allowed.</summary>
    /// <exception cref="HyperparameterException">The text is no JSON, has an unknown name, something other than a number, or a value out of range; nothing was changed.</exception>
    public void ReadJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Accept(HyperparameterJson.Read(json, paths));
    }

    /// <summary>All values as JSON that <see cref="ReadJson"/> reads, one object per group. Lines end in <c>\n</c>.</summary>
    public string ToJson() => HyperparameterJson.Write(Descriptors, values);

    /// <summary>Sets what a configuration section has and leaves the rest: <c>Conv1:Filters</c> and so on below <paramref name="section"/>.</summary>
    /// <exception cref="HyperparameterException">A name is unknown, or a value is no number or out of range; nothing was changed.</exception>
    public void ReadConfiguration(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var read = new List<(int Index, double Value)>();
        foreach (var group in section.GetChildren())
        {
            ReadSection(group, group.Key, read);
        }

        Accept(read);
    }

    /// <summary>The declared network with these values in place of the declared ones.</summary>
    /// <param name="declared">The network that the set was made for.</param>
    public NetworkSpec Apply(NetworkSpec declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        var input = declared.Input;
        var layers = declared.Layers.Select(layer => layer.Settings.ToArray()).ToArray();
        var blocks = declared.Blocks.Select(block => block.Parameters.ToArray()).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            var (layer, setting) = (Descriptors[i].LayerIndex, Descriptors[i].Setting);
            if (layer == InputSettings.LayerIndex)
            {
                input = InputSettings.With(input, setting, (int)values[i]);
            }
            else if (BlockValues.BlockOf(layer) is >= 0 and var block)
            {
                int place = Array.FindIndex(blocks[block], parameter => parameter.Name == setting);
                blocks[block][place] = blocks[block][place] with { Value = values[i] };
            }
            else
            {
                int place = Array.FindIndex(layers[layer], s => s.Name == setting);
                layers[layer][place] = new Setting(setting, values[i]);
            }
        }

        return BlockValues.Settle(declared with
        {
            Input = input,
            Layers = declared.Layers.Select((layer, i) => layer with { Settings = layers[i].ToEquatableArray() }).ToEquatableArray(),
            Blocks = declared.Blocks.Select((block, i) => block with { Parameters = blocks[i].ToEquatableArray() }).ToEquatableArray(),
        });
    }

    /// <summary>An exception that says that <paramref name="found"/> stands where a number should.</summary>
    internal static HyperparameterException NotANumber(string path, string found)
        => new(path, $"'{path}' is {found}; it must be a number.");

    private static double Parsed(HyperparameterDescriptor descriptor, string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw NotANumber(descriptor.Path, $"'{text}'");

    private static double Checked(HyperparameterDescriptor descriptor, double value)
        => descriptor.Range.Contains(value)
            ? value
            : throw new HyperparameterException(
                descriptor.Path, FormattableString.Invariant($"'{descriptor.Path}' is {value}; it must be {descriptor.Range}."));

    /// <summary>Reads a group's section: its values, and the groups inside it.</summary>
    private void ReadSection(IConfigurationSection group, string path, List<(int Index, double Value)> read)
    {
        foreach (var item in group.GetChildren())
        {
            string inner = path + "." + item.Key;
            if (item.Value is { } text)
            {
                int index = paths.Find(inner);
                read.Add((index, Parsed(Descriptors[index], text)));
            }
            else if (paths.IsGroup(inner))
            {
                ReadSection(item, inner, read);
            }
            else
            {
                throw NotANumber(Descriptors[paths.Find(inner)].Path, "a section");
            }
        }

        if (group.Value is not null)
        {
            throw paths.Unknown(path);
        }
    }

    /// <summary>Checks all values before setting any.</summary>
    private void Accept(IReadOnlyList<(int Index, double Value)> read)
    {
        foreach (var (index, value) in read)
        {
            Checked(Descriptors[index], value);
        }

        foreach (var (index, value) in read)
        {
            values[index] = value;
        }
    }
}
