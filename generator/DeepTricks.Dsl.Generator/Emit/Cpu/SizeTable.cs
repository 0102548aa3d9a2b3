using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// The sizes that a program's loops use. They are emitted twice, as constants of the declaration and as run-time numbers, behind one
/// interface that every phase is generic over: one source, two instantiations.
/// </summary>
internal sealed class SizeTable
{
    private readonly SortedDictionary<string, (string Value, string Given)> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorLayout> tensors = new();

    /// <summary>C# for one size of a tensor.</summary>
    public string Of(TensorLayout tensor, string part)
    {
        Register(tensor);
        int value = part switch
        {
            "Height" => tensor.Declared.Height,
            "Width" => tensor.Declared.Width,
            "Channels" => tensor.Declared.Channels,
            "Padded" => tensor.Declared.Padded,
            "Stride" => tensor.Declared.Stride,
            "Pitch" => tensor.Declared.Pitch,
            "Length" => tensor.Declared.Length,
            "Start" => tensor.Declared.Start,
            _ => throw new InvalidOperationException($"a tensor has no {part}"),
        };
        return Number(tensor.Size + part, value, $"{tensor.Size}.{part}");
    }

    /// <summary>C# for a number that is not a tensor's size.</summary>
    public string Number(string name, int value, string given)
    {
        numbers[name] = (value.ToString(CultureInfo.InvariantCulture), given);
        return "s." + name;
    }

    /// <summary>C# for a tensor's layout with the run-time numbers.</summary>
    public string Geometry(TensorLayout tensor)
    {
        Register(tensor);
        return "given." + tensor.Size;
    }

    /// <summary>Writes the interface and its two implementations.</summary>
    public void Write(CodeWriter writer)
    {
        writer.Line("/// <summary>The sizes that the loops use, in floats unless their name says otherwise.</summary>");
        using (writer.Block("private interface ISizes"))
        {
            foreach (var number in numbers)
            {
                writer.Line($"int {number.Key} {{ get; }}");
            }
        }

        writer.Line().Line("/// <summary>The sizes of the declaration, which the just-in-time compiler folds into the loops.</summary>");
        using (writer.Block("private readonly struct DeclaredSizes : ISizes"))
        {
            foreach (var number in numbers)
            {
                writer.Line($"public int {number.Key} => {number.Value.Value};");
            }
        }

        writer.Line().Line("/// <summary>The sizes with the hyperparameters that the network was built with.</summary>");
        using (writer.Block("private readonly struct GivenSizes : ISizes"))
        {
            using (writer.Block("public GivenSizes(IReadOnlyList<LayerShape> shapes)"))
            {
                foreach (var tensor in tensors.Values.OrderBy(t => t.Depth).ThenBy(t => t.Size, StringComparer.Ordinal))
                {
                    writer.Line($"{tensor.Size} = {tensor.Given};");
                }

                foreach (var number in numbers.Where(n => n.Value.Given.StartsWith("=", StringComparison.Ordinal)))
                {
                    writer.Line($"{number.Key} {number.Value.Given};");
                }
            }

            writer.Line();
            foreach (var tensor in tensors.Values.OrderBy(t => t.Size, StringComparer.Ordinal))
            {
                writer.Line($"public TensorGeometry {tensor.Size} {{ get; }}");
            }

            writer.Line();
            foreach (var number in numbers)
            {
                writer.Line(number.Value.Given.StartsWith("=", StringComparison.Ordinal)
                    ? $"public int {number.Key} {{ get; }}"
                    : $"public int {number.Key} => {number.Value.Given};");
            }

            writer.Line().Line("/// <summary>Whether these are the sizes of the declaration.</summary>");
            writer.Line("public bool AreDeclared =>");
            var declared = numbers.Select(n => $"{n.Key} == {n.Value.Value}").DefaultIfEmpty("true").ToArray();
            writer.Line("    " + string.Join("\n    && ", declared) + ";");
        }
    }

    private void Register(TensorLayout tensor)
    {
        if (tensors.TryGetValue(tensor.Size, out var known) && known.Given != tensor.Given)
        {
            throw new InvalidOperationException($"compiler error: two layouts are named {tensor.Size}");
        }

        tensors[tensor.Size] = tensor;
        if (tensor.Joint is { } joint)
        {
            Register(joint);
        }
    }
}
