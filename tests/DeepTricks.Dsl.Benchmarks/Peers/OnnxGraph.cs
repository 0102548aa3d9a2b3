using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>An ONNX model with one input and one output, built operator by operator.</summary>
internal sealed class OnnxGraph
{
    /// <summary>The name of the model's input.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's output.</summary>
    public const string Output = "output";

    private const int OperatorSet = 13;
    private const int FormatVersion = 8;
    private const int FloatType = 1;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    private readonly ProtoMessage graph = new();
    private int values;

    /// <summary>Begins a model.</summary>
    /// <param name="input">Sizes of the input, the batch first.</param>
    public OnnxGraph(params long[] input) => graph.Message(11, Value(Input, input));

    /// <summary>Adds an operator and returns the name of its output.</summary>
    /// <param name="type">The operator's name.</param>
    /// <param name="inputs">Names of its inputs: values and tensors.</param>
    /// <param name="attributes">Its attributes.</param>
    public string Operator(string type, string[] inputs, params ProtoMessage[] attributes)
    {
        string result = string.Create(CultureInfo.InvariantCulture, $"value{++values}");
        Node(type, inputs, result, attributes);
        return result;
    }

    /// <summary>Adds a tensor.</summary>
    public string Tensor(string name, float[] numbers, params long[] sizes)
    {
        var tensor = new ProtoMessage();
        foreach (long size in sizes)
        {
            tensor.Number(1, size);
        }

        tensor.Number(2, FloatType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes<float>(numbers).ToArray());
        graph.Message(5, tensor);
        return name;
    }

    /// <summary>An attribute with one whole number.</summary>
    public static ProtoMessage Integer(string name, long value) => new ProtoMessage().Text(1, name).Number(3, value).Number(20, IntegerAttribute);

    /// <summary>An attribute with several whole numbers.</summary>
    public static ProtoMessage Integers(string name, params long[] numbers)
    {
        var attribute = new ProtoMessage().Text(1, name);
        foreach (long number in numbers)
        {
            attribute.Number(8, number);
        }

        return attribute.Number(20, IntegersAttribute);
    }

    /// <summary>Ends the model.</summary>
    /// <param name="value">The value that it answers with.</param>
    /// <param name="output">Sizes of the output.</param>
    public byte[] Finish(string value, params long[] output)
    {
        Node("Identity", [value], Output);
        graph.Text(2, "network").Message(12, Value(Output, output));
        var operators = new ProtoMessage().Text(1, "").Number(2, OperatorSet);
        return new ProtoMessage().Number(1, FormatVersion).Message(7, graph).Message(8, operators).ToArray();
    }

    private static ProtoMessage Value(string name, long[] sizes)
    {
        var shape = new ProtoMessage();
        foreach (long size in sizes)
        {
            shape.Message(1, new ProtoMessage().Number(1, size));
        }

        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, new ProtoMessage().Number(1, FloatType).Message(2, shape)));
    }

    private void Node(string type, string[] inputs, string output, params ProtoMessage[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(4, type);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute);
        }

        graph.Message(1, node);
    }
}
