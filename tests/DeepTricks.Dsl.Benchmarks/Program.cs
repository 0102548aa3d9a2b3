using System.CommandLine;
using DeepTricks.Dsl.Benchmarks;
using DeepTricks.Dsl.Benchmarks.Commands;

NativeLibraryMending.MendTorchSharp();
#if DEBUG
Console.Error.WriteLine("This is a Debug build, several times slower in the emitted code: measure with -c Release.");
#endif
var root = new RootCommand("Benchmarks of DeepTricks.Dsl, and its comparison with TorchSharp and ONNX Runtime. Run with -c Release.")
{
    PeersCommand.Create(),
    ParityCommand.Create(),
    MicroCommand.Create(),
    GeneratorCommand.Create(),
};
return root.Parse(args).Invoke();
