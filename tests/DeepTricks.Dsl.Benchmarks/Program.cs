using System.CommandLine;
using DeepTricks.Dsl.Benchmarks.Commands;

#if PEERS
DeepTricks.Dsl.Benchmarks.NativeLibraryMending.MendTorchSharp();
#endif
#if DEBUG
Console.Error.WriteLine("This is a Debug build, several times slower in the emitted code: measure with -c Release.");
#endif
var root = new RootCommand("Benchmarks of DeepTricks.Dsl, and its comparison with TorchSharp and ONNX Runtime. Run with -c Release.")
{
#if PEERS
    PeersCommand.Create(),
    ParityCommand.Create(),
#endif
    GpuCommand.Create(),
    MicroCommand.Create(),
    GeneratorCommand.Create(),
};
return root.Parse(args).Invoke();
